import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { LABEL } from "../../../src/core/labels/read-labels.js";
import { rowsOf } from "../../../src/core/quality/tally.js";
import { labelsAreWaiting } from "../../../src/pipeline/labels/labels-are-waiting.js";
import { DAY_MS } from "../../../src/pipeline/hour.js";
import { HOUR_MS, START_MS } from "../memory/world.js";
import { createLabelWorld, type LabelWorld, predictions, truths } from "./label-world.js";

const KEY = "truth/file.jsonl";

/** One hour of 30 predictions, compacted. */
async function oneHour(monitor: Record<string, unknown> = {}, capture = predictions(0, 30)): Promise<LabelWorld> {
  const world = createLabelWorld(monitor);
  world.nowMs = START_MS + HOUR_MS;
  await world.land("payments/0.jsonl", capture);
  await world.deliver();
  await world.compact();
  return world;
}

async function labelled(world: LabelWorld, body: string | Uint8Array, key = KEY): Promise<void> {
  await world.land(key, body);
  await world.deliver();
}

const line = (id: unknown, truth: unknown, more: object = {}): string => `${JSON.stringify({ id, truth, ...more })}\n`;

describe("labels of one prediction", () => {
  it("count once: the last by time, whichever file it is in", async () => {
    const world = await oneHour({ labels: { prefix: "truth/", column: "truth", time: "given" } });
    const given = (day: number) => ({ given: new Date(START_MS + day * DAY_MS).toISOString() });
    await labelled(world, line("0-0", 1, given(3)) + line("0-1", 0, given(1)), "truth/a.jsonl");
    await labelled(world, line("0-0", 0, given(2)) + line("0-1", 1, given(2)), "truth/b.jsonl");
    expect(await world.outcome(0)).toEqual({ predictions: 30, labelled: 2, positive: 2, strays: 0 });
  });

  it("without a time of their own are as old as their file: the file that came last counts", async () => {
    const world = await oneHour();
    await labelled(
      world,
      truths(0, 30, 0, () => 1),
      "truth/z.jsonl",
    );
    world.nowMs += HOUR_MS;
    await labelled(
      world,
      truths(0, 10, 0, () => 0),
      "truth/a.jsonl",
    );
    expect(await world.outcome(0)).toEqual({ predictions: 30, labelled: 30, positive: 20, strays: 0 });
    // Every label has a time, so that its delay is known.
    expect(rowsOf((await world.coverage(0)).delays, 0)).toBe(30);
  });
});

describe("the wait", () => {
  it("ends after waitDays: what has found no prediction by then is counted and tried no more", async () => {
    const world = await oneHour({ labels: { prefix: "truth/", waitDays: 2 } });
    await labelled(world, truths(0, 10) + truths(50, 7) + truths(60, 5));
    expect(world.file(KEY).unmatched).toBeNull();
    world.nowMs = START_MS + 51 * HOUR_MS;
    await world.land("payments/50.jsonl", predictions(50, 30));
    await world.deliver();
    world.nowMs = START_MS + 48.5 * HOUR_MS;
    await world.compact();
    expect((await world.outcome(50)).labelled).toBe(7);
    world.nowMs = START_MS + 61 * HOUR_MS;
    await world.land("payments/60.jsonl", predictions(60, 30));
    await world.deliver();
    await world.compact();
    expect((await world.outcome(60)).labelled).toBe(0);
    expect(world.file(KEY).unmatched).toBe(5);
  });

  it("does not keep a label from a prediction made nine days before", async () => {
    const world = await oneHour();
    world.nowMs = START_MS + 9 * DAY_MS;
    await labelled(world, truths(0, 30));
    expect((await world.outcome(0)).labelled).toBe(30);
    expect(await world.takeLabelled()).toEqual([0]);
  });
});

describe("the search for predictions", () => {
  const MONTH_HOURS = 30 * 24;
  const month = (async () => {
    const world = createLabelWorld({ labels: { prefix: "truth/", column: "truth", predictionTime: "at" } });
    for (let hour = 0; hour < MONTH_HOURS; hour++) {
      world.nowMs = START_MS + (hour + 1) * HOUR_MS;
      await world.land(`payments/${hour}.jsonl`, predictions(hour, 20));
    }
    await world.deliver();
    await world.compact();
    return world;
  })();

  /** How many join filters, and how many hours' rows, the search for the labels reads. */
  async function readsFor(body: string, key: string): Promise<readonly number[]> {
    const world = await month;
    world.reads.length = 0;
    await labelled(world, body, key);
    return ["joinfilters/", "joinrows/"].map((prefix) => world.reads.filter((read) => read.startsWith(prefix)).length);
  }

  it("reads the filters of the wait, and of 720 hours only those that hold a prediction", async () => {
    expect(await readsFor(truths(300, 5) + truths(301, 5), KEY)).toEqual([MONTH_HOURS, 2]);
    // Nobody's labels: a filter errs 1.5 times in 100,000, so that 5 labels cost an hour once in 20 such searches.
    expect(await readsFor(truths(9_000, 5), "truth/other.jsonl")).toEqual([MONTH_HOURS, 0]);
  });

  it("reads nothing but the hours that labels name, where they do", async () => {
    const at = (hour: number) => ({ at: new Date(START_MS + hour * HOUR_MS + 1).toISOString() });
    // The second names an hour that its prediction is not in.
    const body = line("400-1", 1, at(400)) + line("400-2", 1, at(405));
    expect(await readsFor(body, "truth/named.jsonl")).toEqual([2, 1]);
    expect((await (await month).outcome(400)).labelled).toBe(1);
  });

  it("leaves an hour alone whose captures have not changed", async () => {
    const world = await oneHour();
    const before = world.writes();
    await world.land("payments/0.jsonl", predictions(0, 30));
    await world.deliver();
    await world.compact();
    // The capture itself, and nothing else.
    expect(world.writes()).toBe(before + 1);
  });
});

describe("label files that are not as they should be", () => {
  it.each([
    {
      why: "ids that are missing or empty",
      body: line("0-1", 1) + line("", 1) + line(null, 1) + '{"truth":1}\n',
      file: { read: 4, labels: 1, faults: { "id-missing": 3 } },
      labelled: 1,
    },
    {
      why: "labels that are missing",
      body: line("0-1", 1) + line("0-2", null) + line("0-3", " "),
      file: { read: 3, labels: 1, faults: { "label-missing": 2 } },
      labelled: 1,
    },
    {
      why: "ids that are repeated with other labels",
      body: line("0-1", 1) + line("0-1", 0) + line("0-1", 1),
      file: { read: 3, labels: 1, repeated: 2, conflicting: 1 },
      labelled: 1,
    },
    {
      why: "classes that the model doesn't have",
      body: line("0-1", 1) + line("0-2", "maybe") + line("0-3", "NaN"),
      file: { read: 3, labels: 3, faults: {} },
      labelled: 1,
    },
    {
      why: "true, 1 and 1.0, which are one class",
      body: `${line("0-1", true)}${line("0-2", "TRUE")}{"id":"0-3","truth":1.0}\n${line("0-4", " 1 ")}`,
      file: { read: 4, labels: 4 },
      labelled: 4,
    },
    {
      why: "lines that are no JSON",
      body: `${line("0-1", 1)}{"id": broken\n${line("0-2", 1)}`,
      file: { read: 2, labels: 2, rejects: { malformed: 1 } },
      labelled: 2,
    },
    { why: "an empty file", body: "", file: { read: 0, labels: 0, unreadable: null }, labelled: 0 },
    {
      why: "labels of another model",
      body: truths(4_000, 12),
      file: { read: 12, labels: 12, unmatched: null },
      labelled: 0,
    },
  ])("are counted by reason: $why", async ({ body, file, labelled: expected }) => {
    const world = await oneHour();
    await labelled(world, body);
    expect(world.file(KEY)).toMatchObject(file);
    expect((await world.outcome(0)).labelled).toBe(expected);
    expect(world.deadLetters).toEqual([]);
  });

  it("are counted by reason: classes that the model doesn't have, among the pairs", async () => {
    const world = await oneHour();
    await labelled(world, line("0-1", 1) + line("0-2", "maybe"));
    const { counts } = await world.pairs(0);
    expect(counts).toMatchObject({ matched: 2, labelled: 1, pairFaults: { "label-unseen-class": 1 } });
  });

  const sound = gzipSync(truths(0, 30));
  it.each<{ why: string; body: string | Uint8Array; reason: RegExp; monitor?: Record<string, unknown> }>([
    { why: "cut off gzip", body: sound.subarray(0, sound.length - 12), reason: /truncated|unexpected end/i },
    {
      why: "no id to tell",
      body: '{"order":1,"truth":1}\n',
      monitor: { columns: { time: "at", prediction: "said" } },
      reason: /expects the id .* got order, truth; name it in labels\.id/,
    },
    {
      why: "no label to tell",
      body: '{"id":1,"a":1,"b":2}\n',
      reason: /expects the label .* got a, b; name it in labels\.column/,
    },
  ])("go to the dead letters with the reason, and stop nobody: $why", async ({ body, reason, monitor }) => {
    const world = await oneHour(monitor);
    await world.land("truth/sound.jsonl.gz", sound);
    await labelled(world, body);
    const letter = JSON.parse(world.deadLetters[0]!) as { key: string; reason: string };
    expect([world.deadLetters.length, letter.key]).toEqual([1, KEY]);
    expect(letter.reason).toMatch(reason);
    expect(world.file(KEY)).toMatchObject({ labels: 0, unreadable: letter.reason });
    expect(world.file("truth/sound.jsonl.gz")).toMatchObject({ labels: 30 });
  });

  it("are left alone where they are no label files, and where they vanish before they are read", async () => {
    const world = await oneHour();
    await world.land("truth/_SUCCESS", "");
    await world.land(KEY, truths(0, 5));
    await world.remove(KEY);
    await world.deliver();
    expect((await world.outcome(0)).labelled).toBe(0);
    expect(Object.keys(world.state()).filter((key) => key.startsWith("label"))).toEqual([]);
  });
});

describe("predictions", () => {
  it("= usable + faults by reason, in the hours of their profiles", async () => {
    const at = "2026-02-02T00:10:00Z";
    const rows = [
      { id: "a", at, said: 1 },
      { id: "a", at, said: 1 },
      { id: null, at, said: 1 },
      { id: "c", at, said: null },
      // Rejected by the profile for its time: no prediction either.
      { id: "d", at: "1999-01-01", said: 1 },
      { id: "e", at: "2026-02-02T01:10:00Z", said: 0 },
    ];
    const world = createLabelWorld();
    world.nowMs = START_MS + 2 * HOUR_MS;
    await world.land("payments/0.jsonl", rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
    await world.deliver();
    await world.compact();
    const { counts } = await world.pairs(0);
    expect(counts.predictions).toMatchObject({
      read: 4,
      faults: { "id-missing": 1, "prediction-missing": 1 },
      repeated: 1,
      waiting: 1,
    });
    expect((await world.pairs(1)).counts.predictions).toMatchObject({ read: 1, faults: {}, waiting: 1 });
  });

  it("of captures from before labels were configured are read when reconciliation finds them", async () => {
    const without = createLabelWorld({ labels: undefined });
    without.nowMs = START_MS + HOUR_MS;
    await without.land("payments/0.jsonl", predictions(0, 30));
    await without.deliver();
    expect(Object.keys(without.state()).some((key) => key.startsWith("rows/"))).toBe(false);

    const world = createLabelWorld();
    world.nowMs = START_MS + HOUR_MS;
    await world.land("payments/0.jsonl", predictions(0, 30));
    for (const [key, { bytes }] of without.buckets.contents("store"))
      await world.buckets.bucket("store").put(key, bytes);
    world.captureQueue.length = 0;
    await world.reconcile();
    await world.deliver();
    await world.compact();
    expect((await world.outcome(0)).predictions).toBe(30);
    await world.reconcile();
    expect(world.captureQueue).toEqual([]);
  });

  it("of a partition that was run again under other names are taken back", async () => {
    const captures = {
      bucket: "captures",
      existing: true,
      prefix: "payments/",
      format: "jsonl",
      replaces: "partition",
    };
    const world = createLabelWorld({ captures });
    world.nowMs = START_MS + HOUR_MS;
    await world.land("payments/day/a.jsonl", predictions(0, 30));
    await world.deliver();
    await world.compact();
    await world.remove("payments/day/a.jsonl");
    await world.land("payments/day/b.jsonl", predictions(0, 12));
    await world.deliver();
    await world.compact();
    expect((await world.outcome(0)).predictions).toBe(12);
  });
});

describe("formats and tasks", () => {
  it("join SageMaker captures with ground truth by inference id, else event id", async () => {
    const world = createLabelWorld({
      captures: { bucket: "captures", existing: true, prefix: "payments/", format: "sagemaker-jsonl" },
      columns: { output: { score: 0 } },
      labels: { prefix: "truth/", format: "sagemaker-ground-truth", values: { "True.": 1, "False.": 0 } },
    });
    const event = (eventId: string, score: number, inferenceId?: string) =>
      JSON.stringify({
        captureData: {
          endpointInput: { data: "1,2", encoding: "CSV", mode: "INPUT", observedContentType: "text/csv" },
          endpointOutput: { data: String(score), encoding: "CSV", mode: "OUTPUT", observedContentType: "text/csv" },
        },
        eventMetadata: { eventId, ...(inferenceId && { inferenceId }), inferenceTime: "2026-02-02T00:30:00Z" },
        eventVersion: "0",
      });
    world.nowMs = START_MS + HOUR_MS;
    await world.land("payments/0.jsonl", [event("e1", 0.9), event("e2", 0.2, "mine"), event("e3", 0.7)].join("\n"));
    await world.deliver();
    await world.compact();
    const truth = (eventId: string, data: string) =>
      JSON.stringify({ groundTruthData: { data, encoding: "CSV" }, eventMetadata: { eventId }, eventVersion: "0" });
    await labelled(world, [truth("e1", "True."), truth("mine", "False."), truth("e2", "True.")].join("\n"));
    expect(await world.outcome(0)).toEqual({ predictions: 3, labelled: 2, positive: 1, strays: 0 });
    const { predictions: said } = await world.pairs(0);
    expect([...said.keyed.columns["score"]!].sort()).toEqual([0.2, 0.7, 0.9]);
  });

  it("join numbers with numbers, by ids of several columns, from CSV", async () => {
    const world = createLabelWorld({
      model: { task: "regression" },
      captures: { bucket: "captures", existing: true, prefix: "payments/", format: "csv" },
      columns: { id: ["store", "sku"], time: "at", prediction: "yhat" },
      labels: { prefix: "truth/", format: "csv", column: "units" },
    });
    world.nowMs = START_MS + HOUR_MS;
    const at = "2026-02-02T00:30:00Z";
    await world.land("payments/0.csv", `store,sku,at,yhat\n1,007,${at},2.5\n1,7,${at},4\n2,7,${at},x\n`);
    await world.deliver();
    await world.compact();
    await labelled(world, "store,sku,units\n1,007,2\n1,7,two\n2,7,3\n", "truth/units.csv");
    const model = { task: "regression", classes: [], threshold: 0.5 } as const;
    const { counts, labels, actual } = await world.pairs(0, model);
    expect(counts.predictions).toMatchObject({ read: 3, faults: { "prediction-not-a-number": 1 } });
    expect(world.file("truth/units.csv")).toMatchObject({ read: 3, labels: 2, faults: { "label-not-a-number": 1 } });
    expect([...actual]).toEqual([2]);
    // That of the prediction which is no number has nothing to join.
    expect([...labels.keyed.columns[LABEL]!]).toEqual([2]);
  });

  it("keep several classes' probabilities, and classes by name over files", async () => {
    const world = createLabelWorld({
      model: { task: "multiclass", classes: ["tech", "sales", "billing"] },
      captures: { bucket: "captures", existing: true, prefix: "payments/", format: "jsonl" },
      columns: { id: "id", time: "at", output: { class: "said", probabilities: "p" } },
    });
    world.nowMs = START_MS + HOUR_MS;
    const row = (id: string, said: string, p: number[]) =>
      `${JSON.stringify({ id, at: "2026-02-02T00:30:00Z", said, p })}\n`;
    await world.land("payments/0.jsonl", row("a", "sales", [0.2, 0.7, 0.1]) + row("b", "tech", [0.5, 0.4, 0.1]));
    await world.land("payments/1.jsonl", row("c", "billing", [0.1, 0.1, 0.8]) + row("d", "tech", [0.5, 0.4, 0.4]));
    await world.deliver();
    await world.compact();
    await labelled(world, line("a", "sales") + line("b", "billing"), "truth/1.jsonl");
    await labelled(world, line("c", "billing"), "truth/2.jsonl");
    const { predictions: said, labels, counts } = await world.pairs(0);
    expect(counts.predictions).toMatchObject({ read: 4, faults: { "probabilities-not-summing-to-one": 1 } });
    expect(said.classes).toEqual(["tech", "sales", "billing"]);
    expect(labels.classes).toEqual(["sales", "billing"]);
    expect([...said.keyed.columns["p2"]!].sort()).toEqual([0.1, 0.1, 0.8]);
    expect([...labels.keyed.columns[LABEL]!].sort()).toEqual([0, 1, 1]);
  });
});

describe("label files on their queue", () => {
  it("are known to analysis, which then waits", async () => {
    const queue = (age: number) => ({
      send: () => Promise.resolve(),
      oldestMessageAgeSeconds: () => Promise.resolve(age),
    });
    expect(await labelsAreWaiting({ labelQueue: null }, START_MS)).toBe(false);
    expect(await labelsAreWaiting({ labelQueue: queue(0) }, START_MS)).toBe(false);
    expect(await labelsAreWaiting({ labelQueue: queue(40) }, START_MS)).toBe(true);
    expect(await labelsAreWaiting({ labelQueue: queue(Infinity) }, START_MS)).toBe(true);
  });
});
