import { describe, expect, it } from "vitest";
import type { Verdict } from "../../src/contracts/verdict.js";
import { objectKeys } from "../../src/pipeline/keys.js";
import { createWorld, HOUR_MS, payments, START_MS, writeTrainingTable, type World } from "./memory/world.js";

const SOUND = payments(0, 20);
const at = new Date(START_MS).toISOString();

/** One hour that holds the given lines after 20 sound records. */
async function judged(extra: string): Promise<{ readonly verdict: Verdict; readonly world: World }> {
  const world = createWorld();
  await writeTrainingTable(world);
  await world.buildBaseline();
  world.nowMs = START_MS + HOUR_MS;
  await world.writeCapture("payments/a.jsonl", SOUND + extra);
  await world.deliver();
  world.nowMs = START_MS + 2 * HOUR_MS;
  await world.analyze();
  const key = objectKeys.verdict("payments", START_MS / HOUR_MS);
  const object = await world.buckets.bucket("store").get(key);
  return { verdict: JSON.parse(new TextDecoder().decode(object!.bytes)) as Verdict, world };
}

describe("a bad record never stops a good one", () => {
  it.each([
    { why: "a malformed line", line: '{"at": ', reason: "malformed" },
    {
      why: "a time in 2099",
      line: '{"at":"2099-01-01T00:00:00Z","amount":1,"country":"DE"}',
      reason: "time-out-of-range",
    },
    { why: "no time", line: '{"amount":1,"country":"DE"}', reason: "time-missing" },
    { why: "a line of other bytes", line: '{"at":"\uFFFD', reason: "malformed" },
  ])("$why is counted as $reason beside 20 good ones", async ({ line, reason }) => {
    const { verdict } = await judged(`${line}\n`);
    expect(verdict.records).toBe(20);
    expect(verdict.rejects).toMatchObject({ total: 1, byReason: { [reason]: 1 } });
    expect(verdict.rejects.samples[0]).toMatchObject({ reason, line: 21 });
  });

  it.each([
    { why: "a column named __proto__", line: `{"at":"${at}","__proto__":{"polluted":1},"amount":5,"country":"DE"}` },
    { why: "a column that changes its type", line: `{"at":"${at}","amount":"many","country":7}` },
    { why: "a column that is new", line: `{"at":"${at}","amount":5,"country":"DE","coupon":"X"}` },
    { why: "a column that is gone", line: `{"at":"${at}","amount":5}` },
  ])("$why is a record like any other", async ({ line }) => {
    const { verdict } = await judged(`${line}\n`);
    expect(verdict).toMatchObject({ records: 21, rejects: { total: 0 } });
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });

  it("an empty object is nothing to judge and no fault", async () => {
    const world = createWorld();
    await writeTrainingTable(world);
    await world.buildBaseline();
    await world.writeCapture("payments/empty.jsonl", "");
    await world.deliver();
    expect(world.deadLetters).toEqual([]);
    world.nowMs = START_MS + 2 * HOUR_MS;
    expect(await world.analyze()).toMatchObject({ analyzed: 0 });
  });
});
