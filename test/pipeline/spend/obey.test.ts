import { describe, expect, it } from "vitest";
import type { SpendStanding, SpendState } from "../../../src/contracts/spend.js";
import { isKept } from "../../../src/core/spend/sampling.js";
import { DAY_MS } from "../../../src/pipeline/hour.js";
import { sourceHash } from "../../../src/pipeline/keys.js";
import { createWorld, HOUR_MS, payments, START_MS, trainingTable, type World } from "../memory/world.js";

const START_HOUR = START_MS / HOUR_MS;

async function stand(
  world: World,
  state: SpendState,
  sampling: SpendStanding["sampling"] = [],
  sinceMs = world.nowMs,
): Promise<void> {
  const standing: SpendStanding = { state, sinceMs, month: "2026-02", toldPercent: 0, sampling };
  await world.table.put({ pk: "HUB#SPEND", sk: "STATE", body: { standing } }, world.nowMs);
}

async function learned(): Promise<World> {
  const world = createWorld();
  await world.buckets.bucket("lake").put("train.csv", new TextEncoder().encode(trainingTable()));
  await world.buildBaseline();
  return world;
}

async function land(world: World, hour: number, part = 0): Promise<void> {
  world.nowMs = START_MS + (hour + 1) * HOUR_MS + part * 60_000;
  await world.writeCapture(`payments/${hour}-${part}.jsonl`, payments(hour, 100, { mean: 100 }));
}

interface Entry {
  readonly key: string;
  readonly records: number;
  readonly rejected: number;
  readonly leftOut: number | null;
}

/** Inventory entries of the newest profile version. */
function inventory(world: World): Entry[] {
  const keys = [...world.buckets.contents("store")].filter(([key]) => key.startsWith("inventory/"));
  return keys.map(([, { bytes }]) => JSON.parse(new TextDecoder().decode(bytes)) as Entry);
}

const reasonsOf = (world: World): string[] =>
  [...world.buckets.contents("store")]
    .filter(([key]) => key.startsWith("verdicts/"))
    .flatMap(([, { bytes }]) => (JSON.parse(new TextDecoder().decode(bytes)) as { reasons: string[] }).reasons);

/** A monitor that has judged its first hour. */
async function judgedOnce(): Promise<World> {
  const world = await learned();
  await land(world, 0);
  await world.deliver();
  world.nowMs = START_MS + HOUR_MS + 35 * 60_000;
  await world.analyze();
  return world;
}

describe("a monitor whose hub is slow", () => {
  it("judges at every sixth hour only", async () => {
    const world = await learned();
    for (let hour = 0; hour < 12; hour++) {
      await land(world, hour);
      await world.deliver();
      world.nowMs = START_MS + (hour + 1) * HOUR_MS + 35 * 60_000;
      await stand(world, "slow");
      const outcome = await world.analyze();
      // Runs at 06:35 and 12:35; the window of the hour before has just settled.
      expect(outcome?.analyzed, `at ${hour + 1}:35`).toBe((hour + 1) % 6 === 0 ? 6 : 0);
    }
  });

  it("says that it is there, in hours without analysis too", async () => {
    const world = await learned();
    await stand(world, "slow");
    world.nowMs = START_MS + HOUR_MS;
    await world.analyze();
    expect(world.metrics.map(({ name }) => name)).toEqual(["OpenIncidents"]);
  });

  it("leaves whole captures out by their key, notes it, and lets nobody ask for them again", async () => {
    const world = await learned();
    await stand(world, "slow", [{ fromHour: START_HOUR + 2, keep: 0.5 }]);
    for (let part = 0; part < 30; part++) {
      await land(world, 0, part);
      await land(world, 1, part);
    }
    await world.deliver();
    const entries = inventory(world);
    const left = entries.filter(({ leftOut }) => leftOut !== null);
    const isExpected = (key: string): boolean => !isKept(sourceHash("captures", key), 0.5);
    const ofHourOne = Array.from({ length: 30 }, (_, part) => `payments/1-${part}.jsonl`);
    expect(left.map(({ key }) => key).sort()).toEqual(ofHourOne.filter(isExpected).sort());
    expect(left.length).toBeGreaterThan(5);
    // captured = profiled + left out.
    expect(entries).toHaveLength(60);
    expect(entries.filter(({ leftOut }) => leftOut === null).every(({ records }) => records === 100)).toBe(true);

    await world.reconcile();
    expect(world.queue).toEqual([]);
  });

  it("marks totals as estimates where captures were left out, and only there", async () => {
    const world = await learned();
    await stand(world, "slow", [{ fromHour: START_HOUR + 4, keep: 0.25 }]);
    for (const hour of [0, 3]) for (let part = 0; part < 12; part++) await land(world, hour, part);
    await world.deliver();
    world.nowMs = START_MS + 6 * HOUR_MS + 35 * 60_000;
    await world.analyze();
    const marked = reasonsOf(world).filter((reason) => reason.includes("totals are estimates"));
    expect(marked).toEqual([
      expect.stringMatching(/^spend is near its cap: 1 in 4 captures was profiled, so .* \(about [\d,]+00 records\)$/),
    ]);
  });

  it("takes back what an overwritten capture counted, when its new content is left out", async () => {
    const world = await learned();
    const key = Array.from({ length: 99 }, (_, part) => `payments/0-${part}.jsonl`).find(
      (candidate) => !isKept(sourceHash("captures", candidate), 0.5),
    )!;
    world.nowMs = START_MS + HOUR_MS;
    await world.writeCapture(key, payments(0, 100, { mean: 100 }));
    await world.deliver();
    await stand(world, "slow", [{ fromHour: START_HOUR + 2, keep: 0.5 }]);
    world.nowMs = START_MS + 2 * HOUR_MS;
    await world.writeCapture(key, payments(0, 50, { mean: 100 }));
    await world.deliver();
    expect(inventory(world)).toEqual([expect.objectContaining({ key, records: 0, leftOut: 0.5 })]);
  });
});

describe("a monitor whose hub is paused", () => {
  it("turns its queues off every hour, works on nothing and loses nothing", async () => {
    const world = await learned();
    await stand(world, "paused");
    await land(world, 0);
    await world.deliver();
    expect(inventory(world)).toEqual([]);
    for (const hour of [1, 2]) {
      world.nowMs = START_MS + hour * HOUR_MS + 35 * 60_000;
      expect(await world.analyze()).toMatchObject({ analyzed: 0 });
      await world.reconcile();
    }
    expect(world.intake).toEqual(["off", "off"]);
    expect(world.queue).toEqual([]);

    world.nowMs = START_MS + 3 * HOUR_MS + 35 * 60_000;
    await stand(world, "normal");
    await world.analyze();
    expect(world.intake).toEqual(["off", "off", "on", "reconcile"]);
    await world.reconcile();
    expect(world.queue).toHaveLength(1);
    await world.deliver();
    expect(inventory(world)).toEqual([expect.objectContaining({ records: 100, leftOut: null })]);
    world.nowMs += HOUR_MS;
    expect(await world.analyze()).toMatchObject({ analyzed: 1 });
    expect(world.intake).toHaveLength(4);
  });

  it("finds every capture of a pause longer than captures are live, oldest first, and gives each hour its verdict", async () => {
    const world = await judgedOnce();
    await stand(world, "paused");
    await world.analyze();
    const days = 30;
    const hours = Array.from({ length: days }, (_, day) => 2 + day * 24);
    // Landed in an order of names that is not that of time.
    for (const hour of hours) await land(world, hour, hour % 7);
    world.queue.length = 0;

    await stand(world, "normal");
    await world.analyze();
    await world.reconcile();
    const queued = world.queue.map((body) => Number(/payments\/(\d+)-/.exec(body)![1]));
    expect(queued).toEqual(hours);
    await world.deliver();
    world.nowMs += 2 * HOUR_MS;
    await world.analyze();
    const verdicts = [...world.buckets.contents("store").keys()].filter((key) => key.startsWith("verdicts/"));
    expect(verdicts).toHaveLength(1 + days);
  });

  it("finds what an earlier pause has left behind, where there was no money to work it off", async () => {
    const world = await learned();
    await stand(world, "paused");
    await world.analyze();
    await land(world, 1);
    await land(world, 2);
    // Both are listed when it ends; one is profiled before the next pause begins.
    world.nowMs = START_MS + 29 * DAY_MS;
    await stand(world, "normal");
    await world.analyze();
    world.queue.splice(0, 1);
    await world.deliver();
    await stand(world, "paused");
    await world.analyze();
    world.nowMs = START_MS + 59 * DAY_MS;
    await stand(world, "normal");
    await world.analyze();
    await world.reconcile();
    expect(world.queue).toHaveLength(1);
    await world.deliver();
    expect(inventory(world).map(({ key }) => key)).toEqual(["payments/2-0.jsonl", "payments/1-0.jsonl"]);
  });

  it("goes on after a pause that lasts for months, as where a cap is too small for what lands", async () => {
    const world = await learned();
    await stand(world, "paused", [], START_MS);
    for (let day = 0; day < 60; day++) {
      world.nowMs = START_MS + day * DAY_MS + 35 * 60_000;
      await world.analyze();
    }
    world.nowMs = START_MS + 60 * DAY_MS + 35 * 60_000;
    await stand(world, "normal");
    await world.analyze();
    expect(world.intake.slice(-2)).toEqual(["on", "reconcile"]);
  });

  it("doesn't take its own silence for that of the model", async () => {
    const world = await judgedOnce();
    await stand(world, "paused");
    world.nowMs = START_MS + 20 * DAY_MS;
    await world.analyze();
    await stand(world, "normal");
    const silences = (): number[] =>
      world.metrics.flatMap(({ name, value, timestampMs }) =>
        name === "CaptureSilence" && timestampMs >= START_MS + 20 * DAY_MS ? [value] : [],
      );
    await world.analyze();
    expect(silences()).toEqual([0]);
    // From then on it is: 1 + 0.5 + 24 hours are the line of a monitor that is not two weeks old.
    world.nowMs += 51 * HOUR_MS;
    await world.analyze();
    expect(silences()).toEqual([0, 2]);
  });

  it("goes on in the end, wherever the run crashes that ends the pause", async () => {
    for (let crashAt = 1; crashAt <= 6; crashAt++) {
      const world = await learned();
      await stand(world, "paused");
      await world.analyze();
      await land(world, 1);
      world.queue.length = 0;
      world.nowMs = START_MS + 3 * HOUR_MS + 35 * 60_000;
      await stand(world, "normal");
      world.crashAtWrite(crashAt);
      const crashed = await world.analyze().then(
        () => false,
        () => true,
      );
      world.crashAtWrite(Infinity);
      world.nowMs += HOUR_MS;
      await world.analyze();
      expect(world.intake.slice(1, 3), `crash before write ${crashAt}`).toEqual(["on", "reconcile"]);
      // Where the end was not noted both are asked for again; asked for once more changes nothing.
      expect(world.intake.length).toBe(crashed && crashAt === 2 ? 5 : 3);
      await world.reconcile();
      expect(world.queue).toHaveLength(1);
    }
  });
});
