import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { Verdict } from "../../src/contracts/verdict.js";
import type { Normal } from "../../src/core/verdict/calibrated/normal.js";
import { objectKeys } from "../../src/pipeline/keys.js";
import type { RuleRecord } from "../../src/pipeline/normal/rule-store.js";
import { type Change, runHours } from "./memory/transactions.js";
import { createWorld, HOUR_MS, isCrash, START_MS, writeTrainingTable, type World } from "./memory/world.js";

const DAY = 24;
/** The reference is the first eight days: enough for hourly and daily limits, too few for a trend. */
const REFERENCE_HOURS = 8 * DAY;
const CALIBRATED = { alarms: { rule: "calibrated" } };
const BY_CAPTURES = { ...CALIBRATED, reference: { captures: "2026-02-02/2026-02-09" } };

/** A monitor that has learned from its first eight days. */
async function learned(monitor: Record<string, unknown> = BY_CAPTURES): Promise<World> {
  const world = createWorld(monitor);
  await runHours(world, { from: 0, to: REFERENCE_HOURS });
  await world.buildBaseline();
  await world.deliver();
  await world.analyze();
  return world;
}

const hourIndex = (hour: number): number => START_MS / HOUR_MS + hour;

async function verdictOf(world: World, hour: number): Promise<Verdict> {
  const object = await world.buckets.bucket("store").get(objectKeys.verdict("payments", hourIndex(hour)));
  return JSON.parse(new TextDecoder().decode(object!.bytes)) as Verdict;
}

/** Subjects of the mails that open an incident; it may get worse afterwards. */
const openings = ({ mails }: World): string[] =>
  mails.filter(({ subject }) => subject.includes(": drift in")).map(({ subject }) => subject.replace(/ \[.*/, ""));

function rulesOf(world: World): RuleRecord[] {
  const items = [...world.table.dump()].filter(([key]) => key.includes("#RULES#"));
  return items.map(([, body]) => JSON.parse(body) as RuleRecord);
}

describe("a monitor that learns from captures", () => {
  it("judges by limits learned from the reference's hours, and stays quiet while nothing changes", async () => {
    const world = await learned();
    expect(rulesOf(world)).toMatchObject([{ kind: "calibrated", fromHour: 0 }]);
    await runHours(world, { from: REFERENCE_HOURS, to: REFERENCE_HOURS + 3 * DAY });
    const verdict = await verdictOf(world, REFERENCE_HOURS + 3 * DAY - 1);
    expect(verdict).toMatchObject({ status: "ok", records: 100 });
    expect(new Set(verdict.findings.map(({ check }) => check))).toEqual(
      new Set(["shift", "spread", "shape", "missing", "unseen", "pair", "all pairs"]),
    );
    expect(world.mails).toEqual([]);
  });

  it("waits with every verdict until the reference has been counted on the baseline's bins", async () => {
    const world = createWorld(BY_CAPTURES);
    await runHours(world, { from: 0, to: REFERENCE_HOURS + 2 });
    await world.buildBaseline();
    const waiting = await world.analyze();
    expect(waiting).toMatchObject({ analyzed: 0 });
    expect(rulesOf(world)).toEqual([]);
    await world.deliver();
    expect(await world.analyze()).toMatchObject({ analyzed: 2, waiting: 0 });
  });

  it("tells a second change 30 hours after the first by a mail of its own, while the first is still open", async () => {
    const world = await learned();
    const onset = REFERENCE_HOURS + DAY;
    const change = (hour: number): Change => ({
      ...(hour >= onset && { amount: 15 }),
      ...(hour >= onset + 30 && { strange: 0.1 }),
    });
    await runHours(world, { from: REFERENCE_HOURS, to: onset + 30 }, change);
    expect(openings(world)).toEqual(["payments: drift in amount"]);
    await runHours(world, { from: onset + 30, to: onset + 40 }, change);
    expect(openings(world)).toEqual(["payments: drift in amount", "payments: drift in country"]);
    expect(await verdictOf(world, onset + 39)).toMatchObject({ status: "drifting" });
  });

  it("neither judges an excluded day nor looks back at it", async () => {
    const world = await learned({
      ...BY_CAPTURES,
      alarms: { rule: "calibrated", exclude: ["2026-02-11/2026-02-11"] },
    });
    const [first, next] = [REFERENCE_HOURS + DAY, REFERENCE_HOURS + 2 * DAY];
    await runHours(world, { from: REFERENCE_HOURS, to: next + 3 }, (hour) =>
      hour >= first && hour < next ? { amount: 60 } : {},
    );
    expect(world.mails).toEqual([]);
    expect(await verdictOf(world, first + 3)).toMatchObject({
      status: "insufficient",
      reasons: ["not judged: 2026-02-11/2026-02-11 is excluded by configuration"],
    });
    expect(await verdictOf(world, next + 2)).toMatchObject({ status: "ok" });
  });

  it("refits every week, from the next day on: no hour that was judged is judged otherwise", async () => {
    const world = await learned();
    await runHours(world, { from: REFERENCE_HOURS, to: REFERENCE_HOURS + 6 * DAY });
    const before = world.state();
    await runHours(world, { from: REFERENCE_HOURS + 6 * DAY, to: REFERENCE_HOURS + 8 * DAY + 3 });
    const [, refit] = rulesOf(world);
    expect(rulesOf(world)).toHaveLength(2);
    expect(refit).toMatchObject({ kind: "calibrated", fromHour: hourIndex(REFERENCE_HOURS + 9 * DAY) });
    const after = world.state();
    const judgedBefore = Object.keys(before).filter((key) => key.includes("#VERDICTS"));
    expect(judgedBefore).toHaveLength(6 * DAY);
    for (const key of judgedBefore) expect(after[key]).toBe(before[key]);
  });

  it("refits a feature from its hours outside incidents, and the others from all hours", async () => {
    const world = await learned();
    const onset = REFERENCE_HOURS + DAY;
    await runHours(world, { from: REFERENCE_HOURS, to: REFERENCE_HOURS + 8 * DAY + 3 }, (hour) =>
      hour >= onset ? { amount: 20 } : {},
    );
    const [first, refit] = await Promise.all(
      rulesOf(world).map(async (record) => {
        const object = await world.buckets.bucket("store").get("key" in record ? record.key : "");
        return JSON.parse(gunzipSync(object!.bytes).toString("utf8")) as Normal;
      }),
    );
    const shares = (normal: Normal | undefined) => normal!.calibration.features.map(({ shares: each }) => each);
    expect(shares(refit)).toEqual(shares(first));
    expect(refit!.calibration.referenceDays).toBeGreaterThanOrEqual(16);
    // Were the changed hours learned from, this wobble would be about 20 / 30 of a standard deviation, squared.
    const [amount] = refit!.calibration.features;
    const shift = amount!.checks.find(({ check }) => check === "shift")!;
    expect(amount!.name).toBe("amount");
    expect(shift.atomic.wobble).toBeLessThan(0.02);
  });

  it("reaches the same state after a crash before any write of the run that learns and judges", async () => {
    const prepared = async (): Promise<World> => {
      const world = createWorld(BY_CAPTURES);
      await runHours(world, { from: 0, to: REFERENCE_HOURS });
      await world.buildBaseline();
      await runHours(world, { from: REFERENCE_HOURS, to: REFERENCE_HOURS });
      return world;
    };
    const finish = async (world: World): Promise<Record<string, string>> => {
      world.nowMs += HOUR_MS;
      await world.analyze();
      return world.state();
    };
    const expected = await prepared();
    const begun = expected.writes();
    await expected.analyze();
    const total = expected.writes() - begun;
    const state = await finish(expected);
    for (const n of [1, REFERENCE_HOURS + 2, total - 1]) {
      const world = await prepared();
      world.crashAtWrite(n);
      await world.analyze().catch((error: unknown) => {
        if (!isCrash(error)) throw error;
      });
      expect(await finish(world), `crash at write ${n} of ${total}`).toEqual(state);
    }
  });
});

describe("a monitor that begins with a training table", () => {
  it("learns for two weeks, then lets production's own level judge", async () => {
    const world = createWorld(CALIBRATED);
    await writeTrainingTable(world);
    await world.buildBaseline();
    // Production lies a quarter of a standard deviation above the training table, from the start.
    for (let day = 0; day < 16; day++) {
      await runHours(world, { from: day * DAY, to: (day + 1) * DAY }, () => ({ amount: 8 }), 40);
    }
    expect(world.mails).toEqual([]);
    expect(await verdictOf(world, 5 * DAY)).toMatchObject({ status: "learning" });
    expect((await verdictOf(world, 5 * DAY)).reasons[0]).toBe("learning what is normal: day 6 of 14");
    expect(rulesOf(world)).toMatchObject([
      { kind: "learning", fromHour: 0 },
      { kind: "calibrated", fromHour: hourIndex(14 * DAY) },
    ]);
    expect(await verdictOf(world, 16 * DAY - 1)).toMatchObject({ status: "ok" });

    await runHours(world, { from: 16 * DAY, to: 18 * DAY }, () => ({ amount: 23 }), 40);
    expect(openings(world)).toEqual(["payments: drift in amount"]);
  });
});

describe("a model that is retrained", () => {
  it("keeps what was normal of its inputs, and nothing that was judged before is judged again", async () => {
    const world = createWorld(CALIBRATED);
    await writeTrainingTable(world);
    await world.buildBaseline();
    for (let day = 0; day < 16; day++) {
      await runHours(world, { from: day * DAY, to: (day + 1) * DAY }, () => ({ amount: 8 }), 40);
    }
    const before = world.state();
    await writeTrainingTable(world, 1_500);
    await world.buildBaseline();
    await world.deliver();
    await world.analyze();
    expect(
      rulesOf(world)
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(["calibrated", "calibrated", "learning"]);
    await runHours(world, { from: 16 * DAY, to: 17 * DAY }, () => ({ amount: 8 }), 40);
    expect(world.mails).toEqual([]);
    expect(await verdictOf(world, 17 * DAY - 1)).toMatchObject({ status: "ok" });
    const after = world.state();
    const judgedBefore = Object.keys(before).filter((key) => key.includes("#VERDICTS"));
    expect(judgedBefore).toHaveLength(16 * DAY);
    for (const key of judgedBefore) expect(after[key]).toBe(before[key]);
    await runHours(world, { from: 17 * DAY, to: 19 * DAY }, () => ({ amount: 23 }), 40);
    expect(openings(world)).toEqual(["payments: drift in amount"]);
  });
});

describe("a reference too short to calibrate on", () => {
  it("leaves daily batches to fixed thresholds until there are 28 of them, and says so", async () => {
    const world = await learned({ ...BY_CAPTURES, window: { size: "day" } });
    expect(rulesOf(world)).toMatchObject([{ kind: "fixed", fromHour: 0 }]);
    await runHours(world, { from: REFERENCE_HOURS, to: REFERENCE_HOURS + DAY });
    const { status } = await verdictOf(world, REFERENCE_HOURS);
    expect(status).toBe("ok");
    const report = await world.buckets.bucket("store").get(objectKeys.latestReport("payments"));
    expect(new TextDecoder().decode(report!.bytes)).toContain(
      "The reference has 8 daily batches; calibrated limits need 28, so fixed thresholds judge.",
    );
    for (let day = 1; day < 21; day++) {
      await runHours(
        world,
        { from: REFERENCE_HOURS + day * DAY, to: REFERENCE_HOURS + (day + 1) * DAY },
        undefined,
        20,
      );
    }
    expect(rulesOf(world)).toMatchObject([{ kind: "fixed" }, { kind: "calibrated", fromHour: hourIndex(28 * DAY) }]);
  });
});
