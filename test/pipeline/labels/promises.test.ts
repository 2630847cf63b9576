import { describe, expect, it } from "vitest";
import { DAY_MS } from "../../../src/pipeline/hour.js";
import { HOUR_MS, isCrash, START_MS } from "../memory/world.js";
import { createLabelWorld, type HourOutcome, type LabelWorld, predictions, truths } from "./label-world.js";

const HOURS = [0, 1, 2];

/** Three hours of 30 predictions in two captures each; 20 of each hour are labelled, in one file. */
interface Disturbance {
  readonly why: string;
  readonly labelsFirst?: boolean;
  readonly labelFiles?: readonly string[];
  readonly queues?: (messages: string[]) => string[];
  readonly before?: (world: LabelWorld) => Promise<void> | void;
}

const ALL_LABELS = HOURS.map((hour) => truths(hour, 20)).join("");

/** Crashes are part of the history: whoever schedules a run calls it again. */
async function untilDone(work: () => Promise<void>): Promise<void> {
  for (let run = 0; ; run++) {
    try {
      await work();
      return;
    } catch (error) {
      if (!isCrash(error) || run > 3) throw error;
    }
  }
}

async function history(disturbance: Omit<Disturbance, "why">): Promise<LabelWorld> {
  const {
    labelsFirst = false,
    labelFiles = [ALL_LABELS],
    queues = (messages: string[]) => messages,
    before,
  } = disturbance;
  const world = createLabelWorld();
  world.nowMs = START_MS + 4 * HOUR_MS;
  await before?.(world);
  const work = async (queue: string[]): Promise<void> => {
    queue.push(...queues(queue.splice(0)));
    await world.deliver();
    await untilDone(() => world.compact());
    await world.deliver();
  };
  const captures = async (): Promise<void> => {
    for (const hour of HOURS) {
      await untilDone(() => world.land(`payments/${hour}-a.jsonl`, predictions(hour, 15)));
      await untilDone(() => world.land(`payments/${hour}-b.jsonl`, predictions(hour, 15, 15)));
    }
    await work(world.captureQueue);
  };
  const labels = async (): Promise<void> => {
    for (const [i, body] of labelFiles.entries()) await untilDone(() => world.land(`truth/${i}.jsonl`, body));
    await work(world.labelQueue);
  };
  await (labelsFirst ? labels() : captures());
  await (labelsFirst ? captures() : labels());
  return world;
}

const outcomes = (world: LabelWorld): Promise<HourOutcome[]> => Promise.all(HOURS.map((hour) => world.outcome(hour)));

const EXPECTED = HOURS.map(() => ({ predictions: 30, labelled: 20, positive: 10, strays: 0 }));

const twice = (messages: string[]): string[] => messages.flatMap((message) => [message, message]);

describe("labels joined with predictions", () => {
  const undisturbed = history({});

  it("are counted in the hours of their predictions", async () => {
    const world = await undisturbed;
    expect(await outcomes(world)).toEqual(EXPECTED);
    expect(world.file("truth/0.jsonl")).toMatchObject({
      read: 60,
      labels: 60,
      repeated: 0,
      faults: {},
      unmatched: null,
    });
    expect(await world.takeLabelled()).toEqual(HOURS);
  });

  it.each<Disturbance>([
    { why: "every event twice", queues: twice },
    { why: "reverse order", queues: (messages) => [...messages].reverse() },
    { why: "labels before their predictions", labelsFirst: true },
    { why: "labels before their predictions and every event twice", labelsFirst: true, queues: twice },
    {
      why: "events that are lost and found by reconciliation",
      queues: () => [],
      before: (world) => {
        const deliver = world.deliver.bind(world);
        world.deliver = async () => {
          await world.reconcile();
          await deliver();
        };
      },
    },
  ])("$why changes no stored byte", async (disturbance) => {
    expect((await history(disturbance)).state()).toEqual((await undisturbed).state());
  });

  it.each<Disturbance>([
    { why: "in two files, one label each", labelFiles: [truths(0, 20), truths(1, 20) + truths(2, 20)] },
    { why: "in two files, all labels twice", labelFiles: [ALL_LABELS, ALL_LABELS] },
    { why: "repeated in one file", labelFiles: [ALL_LABELS + ALL_LABELS] },
    { why: "in files of which one says nothing of this model", labelFiles: [ALL_LABELS, truths(77, 50)] },
  ])("$why give the same counts", async (disturbance) => {
    expect(await outcomes(await history(disturbance))).toEqual(EXPECTED);
  });

  it("survive a crash before any write, whether captures or labels come first", async () => {
    for (const labelsFirst of [false, true]) {
      const expected = await history({ labelsFirst });
      const total = expected.writes();
      for (let n = 1; n <= total; n++) {
        const world = await history({
          labelsFirst,
          before: (it) => {
            it.crashAtWrite(n);
          },
        });
        expect(world.state(), `crash at write ${n} of ${total}`).toEqual(expected.state());
        expect(await outcomes(world)).toEqual(EXPECTED);
      }
    }
  });
});

describe("a label file that is overwritten", () => {
  it("takes back what it said, and marks the hours of both contents", async () => {
    const world = await history({});
    await world.takeLabelled();
    world.nowMs += HOUR_MS;
    await world.land(
      "truth/0.jsonl",
      truths(1, 5, 10, () => 1),
    );
    await world.deliver();
    expect(await outcomes(world)).toEqual([
      { predictions: 30, labelled: 0, positive: 0, strays: 0 },
      { predictions: 30, labelled: 5, positive: 5, strays: 0 },
      { predictions: 30, labelled: 0, positive: 0, strays: 0 },
    ]);
    expect(await world.takeLabelled()).toEqual(HOURS);
  });

  it("ends in what it says last, before whichever write it is overwritten", async () => {
    const writes = async (overwriteAt: number): Promise<{ tried: number; world: LabelWorld }> => {
      const world = await history({ labelFiles: [] });
      await world.land("truth/0.jsonl", ALL_LABELS);
      let tried = 0;
      world.onWrite = async () => {
        if (++tried !== overwriteAt) return;
        world.onWrite = () => Promise.resolve();
        world.nowMs += 1000;
        await world.land("truth/0.jsonl", truths(1, 5));
        await world.deliver();
      };
      await world.deliver();
      return { tried, world };
    };
    const { tried } = await writes(Infinity);
    expect(tried).toBeGreaterThan(10);
    for (let n = 1; n <= tried; n++) {
      const { world } = await writes(n);
      expect(
        (await outcomes(world)).map(({ labelled }) => labelled),
        `overwritten at write ${n}`,
      ).toEqual([0, 5, 0]);
    }
  });

  it("that becomes unreadable says nothing any more, and says why", async () => {
    const world = await history({});
    await world.land("truth/0.jsonl", new Uint8Array([0x1f, 0x8b, 8, 0, 1, 2, 3]));
    await world.deliver();
    expect((await outcomes(world)).map(({ labelled }) => labelled)).toEqual([0, 0, 0]);
    expect(JSON.parse(world.deadLetters[0]!)).toMatchObject({ plumbline: "labels", key: "truth/0.jsonl" });
    expect(world.file("truth/0.jsonl").unreadable).toMatch(/truth\/0\.jsonl: /);
  });
});

describe("hours and labels that are written at the same time", () => {
  it("meet, before whichever write of the one the other is done", async () => {
    const race = async (at: number, first: "labels" | "hour"): Promise<{ tried: number; seen: number }> => {
      const world = createLabelWorld();
      world.nowMs = START_MS + 4 * HOUR_MS;
      await world.land("payments/0.jsonl", predictions(0, 30));
      await world.deliver();
      await world.land("truth/0.jsonl", truths(0, 20));
      let tried = 0;
      world.onWrite = async () => {
        if (++tried !== at) return;
        world.onWrite = () => Promise.resolve();
        await (first === "labels" ? analyze() : world.deliver());
      };
      // What analysis sees: it looks at marked hours alone, and takes the marks off.
      let seen = -1;
      const analyze = async (): Promise<void> => {
        await world.compact();
        await world.takeLabelled(async (hour) => {
          seen = (await world.outcome(hour)).labelled;
        });
      };
      await (first === "labels" ? world.deliver() : analyze());
      await world.deliver();
      await analyze();
      return { tried, seen };
    };
    for (const first of ["labels", "hour"] as const) {
      const { tried } = await race(Infinity, first);
      expect(tried).toBeGreaterThan(4);
      for (let n = 1; n <= tried; n++) {
        expect((await race(n, first)).seen, `${first} first, at write ${n}`).toBe(20);
      }
    }
  });
});

describe("captures that are overwritten", () => {
  it("take their labels along into the predictions' new hour", async () => {
    const world = await history({});
    world.nowMs += HOUR_MS;
    // The ids of hour 0's first capture now stand in hour 2.
    const moved = predictions(0, 15).replaceAll("2026-02-02T00:", "2026-02-02T02:");
    await world.land("payments/0-a.jsonl", moved);
    await world.deliver();
    await world.compact();
    await world.deliver();
    expect(await outcomes(world)).toEqual([
      { predictions: 15, labelled: 5, positive: 3, strays: 0 },
      { predictions: 30, labelled: 20, positive: 10, strays: 0 },
      { predictions: 45, labelled: 35, positive: 17, strays: 0 },
    ]);
  });

  it("leave no row behind where a baseline has been learned in between", async () => {
    const world = createLabelWorld({ reference: { captures: "2026-02-02/2026-02-02" } });
    await world.land("payments/0.jsonl", predictions(0, 30));
    world.nowMs = START_MS + 2 * DAY_MS;
    await world.deliver();
    await world.compact();
    await world.land("payments/0.jsonl", predictions(5, 10));
    await world.deliver();
    await world.compact();
    expect(await world.outcome(0)).toMatchObject({ predictions: 0 });
    expect(await world.outcome(5)).toMatchObject({ predictions: 10 });
  });
});
