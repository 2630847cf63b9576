import { beforeEach, describe, expect, it } from "vitest";
import type { Incident, IncidentFinding } from "../../../src/contracts/verdict.js";
import { answersGiven } from "../../../src/pipeline/answers/answer-log.js";
import { partitions } from "../../../src/pipeline/keys.js";
import { createWorld, HOUR_MS, START_MS, writeTrainingTable, type World } from "../memory/world.js";
import { look } from "./watched-world.js";

const OPENED = START_MS / HOUR_MS;

function finding(feature: string): IncidentFinding {
  const numbers = { value: 5, limit: 4, ratio: 1.25, effect: 0.3, impact: 0.3, rows: 100 };
  const kind = { role: "feature", check: "shift", lens: "hour", state: "drifting", severity: "high" } as const;
  return { feature, ...kind, ...numbers, change: null, onsetHour: OPENED };
}

const incidentOf = (features: readonly string[]): Incident => ({
  id: "abc123",
  monitor: "payments",
  status: "open",
  severity: "high",
  openedHour: OPENED,
  closedHour: null,
  lastDriftingHour: OPENED,
  findings: features.map(finding),
});

let world: World;

beforeEach(async () => {
  world = createWorld();
  await writeTrainingTable(world);
  await world.buildBaseline();
});

async function press(features: readonly string[], hours: number): Promise<string> {
  const item = { pk: partitions.incidents("payments"), sk: "abc123", body: incidentOf(features) };
  await world.table.put(item, world.nowMs);
  const forms = { all: { "reason-abc123": "known" } };
  return look(world, { answer: "mute", incident: "abc123", hours }, { forms });
}

const mutes = async (): Promise<unknown[]> =>
  (await answersGiven(world.table, "payments", Infinity)).map(
    (answer) => answer.kind === "mute" && answer.scope.feature,
  );

describe("a mute by button", () => {
  it("is one answer for each feature of the incident", async () => {
    const html = await press(["amount", "country", "amount"], 24);
    expect(html.match(/class="notice done"/g)).toHaveLength(2);
    expect(await mutes()).toEqual(["amount", "country"]);
  });

  it("says which features hold where one of them fails", async () => {
    let writes = 0;
    world.onWrite = () => {
      // The first write is the incident's own.
      if (++writes === 3) throw new Error("throttled");
      return Promise.resolve();
    };
    const html = await press(["amount", "country"], 24);
    expect(html).toContain("muted amount until");
    expect(html).toContain("country is not muted: throttled");
    expect(await mutes()).toEqual(["amount"]);
  });

  it("changes nothing where the first fails", async () => {
    let writes = 0;
    world.onWrite = () => {
      if (++writes === 2) throw new Error("throttled");
      return Promise.resolve();
    };
    expect(await press(["amount"], 24)).toContain("Nothing was changed: throttled");
    expect(await mutes()).toEqual([]);
  });

  it("is refused for more features than fit into a widget's time, with what to do instead", async () => {
    const html = await press(
      Array.from({ length: 21 }, (_, i) => `f${i}`),
      168,
    );
    expect(html).toContain(
      "a button mutes at most 20 features, got 21; plumbline mute payments without --feature mutes all",
    );
    expect(await mutes()).toEqual([]);
  });
});
