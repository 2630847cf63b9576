import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { Verdict } from "../../src/contracts/verdict.js";
import { objectKeys } from "../../src/pipeline/keys.js";
import { createWorld, HOUR_MS, isCrash, payments, START_MS, writeTrainingTable, type World } from "./memory/world.js";

const captureKey = (hour: number, part = 0): string => `payments/${String(hour).padStart(3, "0")}-${part}.jsonl`;

/** The history that every disturbance below must not change: two quiet hours, then two with another mean. */
const HISTORY = [0, 1, 2, 3].flatMap((hour) =>
  [0, 1].map((part) => ({
    key: captureKey(hour, part),
    body: payments(hour, 150, { mean: hour < 2 ? 100 : 190 }),
    landsMs: START_MS + (hour + 1) * HOUR_MS,
  })),
);
const ANALYSED_MS = START_MS + 4 * HOUR_MS + 35 * 60_000;

interface Disturbance {
  readonly why: string;
  /** Changes what the queue holds after all captures have landed. */
  readonly queue?: (messages: string[]) => string[];
  readonly before?: (world: World) => void | Promise<void>;
  readonly analyses?: (world: World) => Promise<unknown>;
}

async function history({ queue = (messages) => messages, before, analyses }: Omit<Disturbance, "why">): Promise<World> {
  const world = createWorld();
  await writeTrainingTable(world);
  await world.buildBaseline();
  for (const { key, body, landsMs } of HISTORY) {
    world.nowMs = landsMs;
    await world.writeCapture(key, body);
  }
  world.nowMs = ANALYSED_MS;
  world.queue.push(...queue(world.queue.splice(0)));
  await before?.(world);
  await world.deliver();
  await (analyses?.(world) ?? world.analyze());
  return world;
}

const undisturbed = history({});

const DISTURBANCES: readonly Disturbance[] = [
  { why: "the same run again", queue: (messages) => messages },
  { why: "every event twice", queue: (messages) => messages.flatMap((message) => [message, message]) },
  { why: "reverse order", queue: (messages) => [...messages].reverse() },
  { why: "every event lost and found by reconcile", queue: () => [], before: (world) => world.reconcile() },
  {
    why: "a reconciliation of what is known already",
    before: async (world) => {
      await world.deliver();
      await world.reconcile();
    },
  },
  { why: "a schedule fired twice at once", analyses: (world) => Promise.all([world.analyze(), world.analyze()]) },
  {
    why: "a schedule fired twice in a row",
    analyses: async (world) => {
      await world.analyze();
      await world.analyze();
    },
  },
];

describe("nothing lost, nothing counted twice", () => {
  it.each(DISTURBANCES)("$why changes no profile byte and no verdict", async (disturbance) => {
    const world = await history(disturbance);
    expect(world.state()).toEqual((await undisturbed).state());
    expect(world.mails).toHaveLength(1);
  });

  it("counts every record of the history", async () => {
    const { metrics } = await undisturbed;
    const profiled = metrics.filter(({ name }) => name === "RecordsProfiled").map(({ value }) => value);
    expect(profiled).toEqual([300, 300, 300, 300]);
  });
});

describe("a crash before any write", () => {
  it("changes nothing while captures are profiled", async () => {
    const expected = (await undisturbed).state();
    const landed = await history({ queue: () => [], analyses: () => Promise.resolve() });
    const profiled = await history({ analyses: () => Promise.resolve() });
    const total = profiled.writes() - landed.writes();
    for (let n = 1; n <= total; n += 3) {
      const world = await history({
        before: (it) => {
          it.crashAtWrite(n);
        },
      });
      expect(world.state(), `crash at write ${n} of ${total}`).toEqual(expected);
    }
  });

  it("changes nothing while windows are judged, and sends no mail twice before it was sent", async () => {
    const expected = (await undisturbed).state();
    const quiet = await history({ analyses: () => Promise.resolve() });
    const before = quiet.writes();
    await quiet.analyze();
    const total = quiet.writes() - before;
    for (let n = 1; n <= total; n++) {
      const world = await history({ analyses: () => Promise.resolve() });
      world.crashAtWrite(n);
      await world.analyze().catch((error: unknown) => {
        if (!isCrash(error)) throw error;
      });
      // The next scheduled run: the crashed one still holds its lease until then.
      world.nowMs += HOUR_MS;
      await world.analyze();
      const { mails, ...state } = world.state();
      const { mails: mail, ...rest } = expected;
      expect(withoutTimes(state), `crash at write ${n} of ${total}`).toEqual(withoutTimes(rest));
      // Between sending and marking a second mail is the price of losing none.
      expect(new Set(mails!.split("\n"))).toEqual(new Set([mail]));
    }
  });

  it("changes nothing while a baseline is built", async () => {
    const build = async (crashAt: number): Promise<World> => {
      const world = createWorld();
      await writeTrainingTable(world);
      world.crashAtWrite(crashAt);
      await world.buildBaseline().catch((error: unknown) => {
        if (!isCrash(error)) throw error;
      });
      await world.buildBaseline();
      return world;
    };
    const expected = (await build(1000)).state();
    for (let n = 1; n <= 5; n++) expect((await build(n)).state()).toEqual(expected);
  });
});

describe("captures that are written again", () => {
  it("count what they hold now, also where their hours have changed", async () => {
    const world = await history({});
    world.nowMs += HOUR_MS;
    await world.writeCapture(captureKey(3, 0), payments(1, 40));
    await world.deliver();
    await world.analyze();
    expect(await recordsOf(world, [1, 3])).toEqual([340, 150]);
  });

  it.each([1, 2, 3, 4, 5])(
    "end in the right counts when they are overwritten before write %i of profiling",
    async (n) => {
      const world = createWorld();
      await writeTrainingTable(world);
      await world.buildBaseline();
      world.nowMs = START_MS + 5 * HOUR_MS;
      await world.writeCapture(captureKey(1), payments(1, 30));
      let left = n;
      world.onWrite = async () => {
        // Another function gets the event of the overwrite, and is done before this one goes on.
        if (--left !== 0) return;
        await world.writeCapture(captureKey(1), payments(2, 20));
        await world.deliver();
      };
      await world.deliver();
      await world.analyze();
      expect(await recordsOf(world, [1, 2])).toEqual([0, 20]);
    },
  );

  it("end in the right counts when a partition is run again under other names", async () => {
    const world = createWorld({
      captures: { bucket: "captures", existing: true, prefix: "payments/", format: "jsonl", replaces: "partition" },
    });
    await writeTrainingTable(world);
    await world.buildBaseline();
    world.nowMs = START_MS + 5 * HOUR_MS;
    await world.writeCapture("payments/dt=2026-02-02/part-0-a.jsonl", payments(1, 30));
    await world.writeCapture("payments/dt=2026-02-02/part-1-a.jsonl", payments(2, 30));
    await world.deliver();
    await world.deleteCapture("payments/dt=2026-02-02/part-0-a.jsonl");
    await world.deleteCapture("payments/dt=2026-02-02/part-1-a.jsonl");
    await world.writeCapture("payments/dt=2026-02-02/part-0-b.jsonl", payments(1, 50));
    await world.deliver();
    await world.analyze();
    expect(await recordsOf(world, [1, 2])).toEqual([50, 0]);
  });

  it("keep their history when they are deleted", async () => {
    const world = await history({});
    await world.deleteCapture(captureKey(3, 0));
    await world.deliver();
    expect(world.state()).toEqual((await undisturbed).state());
  });
});

describe("late and bad captures", () => {
  it("judge the hour again without telling it again", async () => {
    const world = await history({});
    world.nowMs += HOUR_MS;
    await world.writeCapture(captureKey(2, 9), payments(2, 40, { mean: 190 }));
    await world.deliver();
    await world.analyze();
    expect(await recordsOf(world, [2])).toEqual([340]);
    expect(world.mails).toHaveLength(1);
    expect(await verdictOf(world, 2)).toMatchObject({ restatement: 1, status: "drifting" });
  });

  it("are judged after a month's pause, also when newer hours were judged first", async () => {
    const world = await history({});
    const later = 31 * 24;
    world.nowMs = START_MS + 7 * HOUR_MS;
    await world.writeCapture(captureKey(5, 0), payments(5, 70));
    const held = world.queue.splice(0);
    world.nowMs = START_MS + (later + 2) * HOUR_MS;
    await world.writeCapture(captureKey(later, 0), payments(later, 40));
    await world.deliver();
    await world.analyze();
    world.queue.push(...held);
    await world.deliver();
    await world.analyze();
    expect(await recordsOf(world, [5, later])).toEqual([70, 40]);
  });

  it("go to the dead letters with a reason when they can't be read, and stop nobody", async () => {
    const world = await history({});
    const sound = gzipOf(payments(3, 50));
    await world.writeCapture(captureKey(3, 7), sound.slice(0, sound.length - 20));
    await world.writeCapture(captureKey(3, 8), payments(3, 25));
    await world.deliver();
    expect(world.deadLetters).toHaveLength(1);
    const { key, reason } = JSON.parse(world.deadLetters[0]!) as { key: string; reason: string };
    expect(key).toBe(captureKey(3, 7));
    expect(reason).toMatch(/truncated|unexpected end/i);
    world.nowMs += HOUR_MS;
    await world.analyze();
    expect(await recordsOf(world, [3])).toEqual([325]);
  });

  it("count a malformed record as rejected, in the verdict and in the metrics", async () => {
    const world = createWorld();
    await writeTrainingTable(world);
    await world.buildBaseline();
    world.nowMs = START_MS + HOUR_MS;
    await world.writeCapture(captureKey(0), `${payments(0, 20)}{"at": broken\n`);
    await world.deliver();
    world.nowMs = ANALYSED_MS;
    await world.analyze();
    expect(await verdictOf(world, 0)).toMatchObject({ records: 20, rejects: { total: 1, byReason: { malformed: 1 } } });
  });
});

const gzipOf = (text: string): Uint8Array => gzipSync(text);
const hourIndex = (hour: number): number => START_MS / HOUR_MS + hour;

/** Null where the hour has never had a record. */
async function verdictOf(world: World, hour: number): Promise<Verdict | null> {
  const object = await world.buckets.bucket("store").get(objectKeys.verdict("payments", hourIndex(hour)));
  return object && (JSON.parse(new TextDecoder().decode(object.bytes)) as Verdict);
}

const recordsOf = (world: World, hours: readonly number[]): Promise<number[]> =>
  Promise.all(hours.map(async (hour) => (await verdictOf(world, hour))?.records ?? 0));

/** Run times differ where a run came later; results may not. */
const withoutTimes = (state: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(state).map(([key, value]) => [key, value.replace(/"(sentAtMs|leaseUntilMs)":[^,}]+/g, "")]),
  );
