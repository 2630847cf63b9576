import { describe, expect, it } from "vitest";
import { mute } from "../../src/pipeline/answers/quieten.js";
import { type AuditEntry, auditTrail } from "../../src/pipeline/history/audit.js";
import { createWorld, HOUR_MS, payments, START_MS, type World, writeTrainingTable } from "./memory/world.js";

const MONITOR = "payments";
const ALL = { fromMs: 0, toMs: Infinity };

async function runHours(world: World, from: number, to: number, options: object = {}): Promise<void> {
  for (let hour = from; hour < to; hour++) {
    world.nowMs = START_MS + (hour + 1) * HOUR_MS;
    await world.writeCapture(`payments/${String(hour + 5000)}.jsonl`, payments(hour, 310, options));
    await world.deliver();
    world.nowMs += 35 * 60_000;
    await world.analyze();
  }
}

async function lived(): Promise<World> {
  const world = createWorld();
  await writeTrainingTable(world);
  await world.buildBaseline();
  await runHours(world, 0, 2);
  const scope = { feature: "amount", check: null };
  const speaker = { by: "ana", reason: "load test", atMs: world.nowMs };
  await mute(world.table, MONITOR, { scope, untilMs: world.nowMs + 9 * HOUR_MS, replace: false }, speaker);
  await runHours(world, 2, 3, { mean: 160 });
  return world;
}

const trail = (world: World, range = { ...ALL, toMs: world.nowMs + 1 }): Promise<readonly AuditEntry[]> =>
  auditTrail(world.table, MONITOR, range, world.nowMs);
const brief = (entries: readonly AuditEntry[]) =>
  entries.map(({ atMs, kind, who }) => [(atMs - START_MS) / HOUR_MS, kind, who].join(" "));

describe("the audit trail", () => {
  it("holds verdicts, transitions, answers, baselines and configurations, with who and when, in the order of time", async () => {
    const world = await lived();
    const entries = await trail(world);
    // Runs come 35 minutes after the hour.
    const at = (hour: number): string => String((hour * HOUR_MS + 35 * 60_000) / HOUR_MS);
    expect(brief(entries)).toEqual([
      `${at(1)} configuration analysis`,
      `${at(1)} baseline analysis`,
      `${at(1)} verdict analysis`,
      `${at(2)} answer ana`,
      `${at(2)} verdict analysis`,
      `${at(3)} verdict analysis`,
      `${at(3)} transition analysis`,
    ]);
    expect(entries.find(({ kind }) => kind === "answer")?.what).toMatchObject({
      kind: "mute",
      reason: "load test",
      number: 1,
    });
    expect(entries.find(({ kind }) => kind === "configuration")?.what).toMatchObject({
      configuration: { name: MONITOR },
    });
    expect(entries.at(-1)?.what).toMatchObject({ transition: "opened", features: ["amount"], window: "2026-02-02T02" });
  });

  it("can be cut to a time", async () => {
    const world = await lived();
    const cut = await trail(world, { fromMs: START_MS + 2 * HOUR_MS, toMs: START_MS + 3 * HOUR_MS });
    expect(brief(cut).map((line) => line.split(" ")[1])).toEqual(["answer", "verdict"]);
  });

  it("keeps the verdict that was told first beside its restatement, and is there years later", async () => {
    const world = await lived();
    await world.writeCapture("payments/late.jsonl", payments(1, 20));
    await world.deliver();
    await world.analyze();
    const years = world.nowMs + 3 * 365 * 24 * HOUR_MS;
    const entries = await auditTrail(world.table, MONITOR, { ...ALL, toMs: years }, years);
    const verdicts = entries.filter(({ kind }) => kind === "verdict").map(({ what }) => what);
    expect(verdicts).toHaveLength(4);
    expect(verdicts).toContainEqual(expect.objectContaining({ window: "2026-02-02T01", restatement: 0, records: 310 }));
    expect(verdicts).toContainEqual(expect.objectContaining({ window: "2026-02-02T01", restatement: 1, records: 330 }));
  });

  it("notes a configuration when it comes, not in every run", async () => {
    const world = await lived();
    await runHours(world, 3, 5);
    expect((await trail(world)).filter(({ kind }) => kind === "configuration")).toHaveLength(1);
  });
});
