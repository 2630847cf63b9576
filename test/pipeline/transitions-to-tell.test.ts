import { beforeEach, describe, expect, it } from "vitest";
import type { Incident, IncidentFinding, IncidentTransition, Severity } from "../../src/contracts/verdict.js";
import { transitionId } from "../../src/core/verdict/incident-id.js";
import { enqueueMail } from "../../src/pipeline/outbox.js";
import { transitionsToTell } from "../../src/pipeline/transitions-to-tell.js";
import { memoryTable, type MemoryTable } from "./memory/memory-table.js";

const incident = (severity: Severity, checks: readonly string[] = ["realised"], id = "abc"): Incident => ({
  id,
  monitor: "churn",
  status: "open",
  severity,
  openedHour: 100,
  closedHour: null,
  lastDriftingHour: 110,
  findings: checks.map((check) => ({ feature: "accuracy", check, role: "quality" }) as IncidentFinding),
});

const step = (kind: IncidentTransition["kind"], it: Incident, hour = 100): IncidentTransition => ({
  kind,
  hour,
  incident: it,
});

let table: MemoryTable;
beforeEach(() => {
  table = memoryTable();
});

/** One run: what it tells goes into the outbox, as analysis does it. */
async function run(transitions: readonly IncidentTransition[], open: readonly Incident[] = []): Promise<string[]> {
  const told = await transitionsToTell(transitions, open, "churn", 0, table);
  for (const transition of told) {
    const mail = { id: transitionId(transition), hour: transition.hour, topicArn: "t", subject: "s", body: "b" };
    await enqueueMail(table, "churn", mail, 0);
  }
  return told.map(({ kind, incident: { severity } }) => `${kind} ${severity}`);
}

describe("the mails of one run", () => {
  it("are one for an incident that opens and gets worse in it", async () => {
    const steps = [step("opened", incident("medium")), step("escalated", incident("high"), 104)];
    expect(await run(steps)).toEqual(["opened high"]);
    // The same run again, after a crash.
    expect(await run(steps)).toEqual(["opened high"]);
  });

  it("say that it is worse where an earlier run told that it opened", async () => {
    await run([step("opened", incident("medium"))]);
    const again = [step("opened", incident("medium")), step("escalated", incident("high"), 104)];
    expect(await run([...again, step("escalated", incident("critical"), 106)])).toEqual(["escalated critical"]);
  });

  it("keep opening and closing apart", async () => {
    const steps = [step("opened", incident("high")), step("closed", incident("high"), 140)];
    expect(await run(steps)).toEqual(["opened high", "closed high"]);
  });

  it("say once that lower quality has turned out to be concept drift", async () => {
    await run([step("opened", incident("high"))], [incident("high")]);
    const concept = incident("high", ["realised", "concept"]);
    expect(await run([], [concept])).toEqual(["escalated high"]);
    expect(await run([], [concept])).toEqual([]);
  });

  it("don't say so of what opened as concept drift, or has not been told at all", async () => {
    const concept = incident("high", ["concept"]);
    expect(await run([step("opened", concept)], [concept])).toEqual(["opened high"]);
    expect(await run([], [concept, incident("low", ["concept"], "never-told")])).toEqual([]);
  });
});
