import { describe, expect, it } from "vitest";
import { PlumblineError } from "../../../src/contracts/errors.js";
import type { DecodeOptions } from "../../../src/contracts/decoding.js";
import type { CellValue } from "../../../src/core/decode/columns/cell-value.js";
import { decode } from "./read-records.js";

interface Side {
  readonly data: unknown;
  readonly encoding?: string;
  readonly type?: string;
}

function side(mode: string, { data, encoding, type }: Side): object {
  return { observedContentType: type ?? "text/csv", mode, data, ...(encoding !== undefined && { encoding }) };
}

function event(input: Side | null, output: Side | null, metadata: object = { eventId: "e1" }): string {
  const captureData = {
    ...(input && { endpointInput: side("INPUT", input) }),
    ...(output && { endpointOutput: side("OUTPUT", output) }),
  };
  return JSON.stringify({ captureData, eventMetadata: metadata, eventVersion: "0" });
}

const csv = (data: string): Side => ({ data, encoding: "CSV" });
const json = (data: unknown, type = "application/json"): Side => ({
  data: JSON.stringify(data),
  encoding: "JSON",
  type,
});
const base64 = (data: string, type: string): Side => ({
  data: Buffer.from(data).toString("base64"),
  encoding: "BASE64",
  type,
});

interface Case {
  readonly why: string;
  readonly input: Side | null;
  readonly output: Side | null;
  readonly options?: DecodeOptions;
  readonly records: Record<string, CellValue>[];
}

const cases: readonly Case[] = [
  {
    why: "headerless CSV gets positions",
    input: csv("1,x"),
    output: csv("0.5"),
    records: [{ c0: 1, c1: "x", output: 0.5 }],
  },
  {
    why: "CSV gets the configured header",
    input: csv("1,x"),
    output: csv("0.5\n"),
    options: { input: { header: ["n", "w"] } },
    records: [{ n: 1, w: "x", output: 0.5 }],
  },
  {
    why: "several CSV rows in one event",
    input: csv("1,2\n3,4\n"),
    output: csv("0.1\n0.2"),
    records: [
      { c0: 1, c1: 2, output: 0.1 },
      { c0: 3, c1: 4, output: 0.2 },
    ],
  },
  {
    why: "quoted CSV cells",
    input: csv('"a, b","c ""d"""\r\n'),
    output: csv("1"),
    records: [{ c0: "a, b", c1: 'c "d"', output: 1 }],
  },
  {
    why: "one output row of n values for n inputs",
    input: csv("1\n2\n3"),
    output: csv("0.1,0.2,0.3"),
    records: [
      { c0: 1, output: 0.1 },
      { c0: 2, output: 0.2 },
      { c0: 3, output: 0.3 },
    ],
  },
  {
    why: "a JSON list of n numbers for n inputs",
    input: csv("1\n2"),
    output: json([0.1, 0.2]),
    records: [
      { c0: 1, output: 0.1 },
      { c0: 2, output: 0.2 },
    ],
  },
  {
    why: "two values for one input are two output columns",
    input: csv("1"),
    output: csv("yes,0.7"),
    records: [{ c0: 1, "output.0": "yes", "output.1": 0.7 }],
  },
  {
    why: "one JSON object",
    input: json({ age: 41, job: { title: "x" } }),
    output: json({ p: 0.5 }),
    records: [{ age: 41, "job.title": "x", "output.p": 0.5 }],
  },
  {
    why: "JSON lines",
    input: { data: '{"a":1}\n{"a":2}\n', encoding: "JSON", type: "application/jsonlines" },
    output: { data: '{"p":0.1}\n{"p":0.2}', encoding: "JSON" },
    records: [
      { a: 1, "output.p": 0.1 },
      { a: 2, "output.p": 0.2 },
    ],
  },
  {
    why: "instances and predictions",
    input: json({
      instances: [
        [1, 2],
        [3, 4],
      ],
    }),
    output: json({ predictions: [0.1, 0.2] }),
    records: [
      { c0: 1, c1: 2, output: 0.1 },
      { c0: 3, c1: 4, output: 0.2 },
    ],
  },
  {
    why: "columns in one JSON object",
    input: json({ lon: [-122.4, -116.9], lat: [37.7, 33.1] }),
    output: json([1, 2]),
    records: [
      { lon: -122.4, lat: 37.7, output: 1 },
      { lon: -116.9, lat: 33.1, output: 2 },
    ],
  },
  {
    why: "a list of objects",
    input: json([{ a: 1 }, { a: 2 }]),
    output: json([{ p: 1 }, { p: 2 }]),
    records: [
      { a: 1, "output.p": 1 },
      { a: 2, "output.p": 2 },
    ],
  },
  {
    why: "a lone key that holds the rows",
    input: json({ inputs: [{ a: 1 }, { a: 2 }] }),
    output: csv("1\n2"),
    records: [
      { a: 1, output: 1 },
      { a: 2, output: 2 },
    ],
  },
  {
    why: "a features array keeps its key without a header",
    input: json({ features: [1, 2] }),
    output: null,
    records: [{ "features.0": 1, "features.1": 2 }],
  },
  {
    why: "and gets the header's names with one",
    input: json({ features: [1, 2] }),
    output: null,
    options: { input: { header: ["x", "y"] } },
    records: [{ x: 1, y: 2 }],
  },
  {
    why: "row selectors on both sides",
    input: json({ meta: 1, body: { rows: [{ a: 1 }, { a: 2 }] } }),
    output: json({ scores: [0.1, 0.2] }),
    options: { input: { rows: "$.body.rows[*]" }, output: { rows: "$.scores[*]" } },
    records: [
      { a: 1, output: 0.1 },
      { a: 2, output: 0.2 },
    ],
  },
  {
    why: "a selector without [*] takes a list of scalars as one row",
    input: csv("1"),
    output: json({ probs: [0.2, 0.8] }),
    options: { output: { rows: "$.probs" } },
    records: [{ c0: 1, "output.0": 0.2, "output.1": 0.8 }],
  },
  {
    why: "input CSV, output JSON",
    input: csv("1,2"),
    output: json({ predictions: [{ score: 0.9, label: "a" }] }),
    records: [{ c0: 1, c1: 2, "output.score": 0.9, "output.label": "a" }],
  },
  {
    why: "base64 with a JSON type",
    input: csv("1"),
    output: base64('{"p":0.5}', "application/json"),
    records: [{ c0: 1, "output.p": 0.5 }],
  },
  {
    why: "base64 with an unknown text type is JSON when it looks like it",
    input: csv("1"),
    output: base64("[0.5]", "text/html; charset=utf-8"),
    records: [{ c0: 1, output: 0.5 }],
  },
  {
    why: "base64 with an unknown text type is CSV otherwise",
    input: csv("1"),
    output: base64("0.5\n", "text/html"),
    records: [{ c0: 1, output: 0.5 }],
  },
  { why: "input only", input: csv("1,2"), output: null, records: [{ c0: 1, c1: 2 }] },
  { why: "output only", input: null, output: csv("0.5"), records: [{ output: 0.5 }] },
  {
    why: "output by position",
    input: csv("1"),
    output: csv("yes,0.7"),
    options: { output: { columns: { score: 1 } } },
    records: [{ c0: 1, score: 0.7 }],
  },
  {
    why: "output by name",
    input: csv("1"),
    output: json({ score: 0.7, other: 1 }),
    options: { output: { columns: { p: "score" } } },
    records: [{ c0: 1, p: 0.7 }],
  },
  {
    why: "output by dotted name",
    input: csv("1"),
    output: json({ a: { b: 0.7 } }),
    options: { output: { columns: { p: "a.b" } } },
    records: [{ c0: 1, p: 0.7 }],
  },
  {
    why: "output by JSON path, lists spread",
    input: csv("1"),
    output: json({ predictions: [{ probs: [0.2, 0.8], label: "x" }] }),
    options: { output: { columns: { probabilities: "$.probs", class: "$.label" } } },
    records: [{ c0: 1, "probabilities.0": 0.2, "probabilities.1": 0.8, class: "x" }],
  },
  {
    why: "output by header name",
    input: csv("1"),
    output: csv("yes,0.7"),
    options: { output: { header: ["label", "score"], columns: { p: "score" } } },
    records: [{ c0: 1, p: 0.7 }],
  },
  {
    why: "output named by its header",
    input: csv("1"),
    output: csv("yes,0.7"),
    options: { output: { header: ["label", "score"] } },
    records: [{ c0: 1, label: "yes", score: 0.7 }],
  },
  {
    why: "an output column that isn't there is missing",
    input: csv("1"),
    output: csv("0.7"),
    options: { output: { columns: { p: 3, q: "$.no" } } },
    records: [{ c0: 1 }],
  },
  {
    why: "an input of an output's name steps aside",
    input: json({ score: 3, output: 4 }),
    output: csv("0.7"),
    options: { output: { columns: { score: 0 } } },
    records: [{ "input.score": 3, output: 4, score: 0.7 }],
  },
  { why: "missing values on both sides", input: csv("NA,,5"), output: json({ p: null }), records: [{ c2: 5 }] },
  {
    why: "Python's NaN inside a payload",
    input: { data: '{"a": NaN, "b": 1}', encoding: "JSON" },
    output: null,
    records: [{ b: 1 }],
  },
  {
    why: "text columns",
    input: csv("007,7"),
    output: csv("1"),
    options: { textColumns: ["c1", "output"] },
    records: [{ c0: "007", c1: "7", output: "1" }],
  },
  { why: "the encoding in lower case", input: { data: "1", encoding: "csv" }, output: null, records: [{ c0: 1 }] },
  {
    why: "no encoding: the content type decides",
    input: { data: "[1]", type: "application/json" },
    output: { data: "0.5" },
    records: [{ c0: 1, output: 0.5 }],
  },
  {
    why: "a payload that is JSON already",
    input: { data: { a: 1 }, encoding: "JSON" },
    output: null,
    records: [{ a: 1 }],
  },
];

describe("one event", () => {
  it.each(cases)("$why", async ({ input, output, options, records }) => {
    const decoded = await decode(`${event(input, output)}\n`, "sagemaker-jsonl", options);
    expect(decoded.records).toEqual(records);
    expect(decoded.rejects.total).toBe(0);
  });

  it("may have its keys in any order, with keys unknown to us", async () => {
    const line =
      '{"eventVersion":"0","extra":{"a":[1]},"eventMetadata":{"inferenceTime":"2024-01-02T03:04:05Z","eventId":"x"},' +
      '"captureData":{"endpointOutput":{"encoding":"CSV","data":"0.5","mode":"OUTPUT"},"endpointInput":{"data":"1","encoding":"CSV"}}}';
    const { records, ids, times } = await decode(line, "sagemaker-jsonl");
    expect(records).toEqual([{ c0: 1, output: 0.5 }]);
    expect(ids).toEqual(["x"]);
    expect(times).toEqual([Date.UTC(2024, 0, 2, 3, 4, 5)]);
  });
});

describe("metadata", () => {
  const both = (metadata: object, rows = "1"): string => event(csv(rows), null, metadata);

  it.each([
    { why: "the caller's id comes first", metadata: { eventId: "e", inferenceId: "i" }, ids: ["i"] },
    { why: "the event's id stands in", metadata: { eventId: "e" }, ids: ["e"] },
    { why: "an empty caller's id doesn't count", metadata: { eventId: "e", inferenceId: "" }, ids: ["e"] },
    { why: "no id is null", metadata: {}, ids: [null] },
  ])("$why", async ({ metadata, ids }) => {
    expect((await decode(both(metadata), "sagemaker-jsonl")).ids).toEqual(ids);
  });

  it("tells the records of one event apart by position, rejected ones counted", async () => {
    const options = { input: { header: ["a", "b"] } };
    const { ids, rejects } = await decode(both({ eventId: "e" }, "1,2\n3\n5,6"), "sagemaker-jsonl", options);
    expect(ids).toEqual(["e/0", "e/2"]);
    expect(rejects.byReason).toEqual({ "ragged-row": 1 });
  });

  it("gives NaN for a time that is missing or none, and never guesses a zone", async () => {
    const lines = ["2024-01-02T03:04:05.250+01:00", "2024-01-02T03:04:05", "yesterday", 17].map((inferenceTime) =>
      both({ inferenceTime }),
    );
    const { times } = await decode([...lines, both({})].join("\n"), "sagemaker-jsonl");
    expect(times).toEqual([Date.UTC(2024, 0, 2, 2, 4, 5, 250), Date.UTC(2024, 0, 2, 3, 4, 5), NaN, NaN, NaN]);
  });

  it("leaves it out when it isn't wanted", async () => {
    const { ids, times } = await decode(both({ eventId: "e" }), "sagemaker-jsonl", { metadata: false });
    expect(ids).toEqual([null]);
    expect(times).toEqual([NaN]);
  });
});

describe("rejects", () => {
  it.each([
    { why: "no JSON", line: "oops", reason: "malformed", records: 1 },
    { why: "no captureData", line: '{"eventMetadata":{}}', reason: "malformed", records: 1 },
    { why: "captureData without a side", line: '{"captureData":{}}', reason: "malformed", records: 1 },
    { why: "a side that is no object", line: '{"captureData":{"endpointInput":7}}', reason: "malformed", records: 1 },
    {
      why: "more outputs than inputs",
      line: event(csv("1\n2"), csv("1\n2\n3")),
      reason: "input-output-mismatch",
      records: 3,
    },
    {
      why: "fewer outputs than inputs",
      line: event(csv("1\n2\n3"), csv("1")),
      reason: "input-output-mismatch",
      records: 3,
    },
    {
      why: "an empty input for an output",
      line: event(csv(""), csv("1")),
      reason: "input-output-mismatch",
      records: 1,
    },
    { why: "nothing on both sides", line: event(csv(""), csv("")), reason: "malformed", records: 1 },
    {
      why: "a broken JSON payload beside two readable outputs",
      line: event({ data: "{oops", encoding: "JSON" }, csv("1\n2")),
      reason: "malformed",
      records: 2,
    },
    {
      why: "broken base64",
      line: event({ data: "$$$", encoding: "BASE64" }, csv("1")),
      reason: "malformed",
      records: 1,
    },
    {
      why: "base64 of a text that isn't UTF-8",
      line: event({ data: "6Q==", encoding: "BASE64" }, csv("1")),
      reason: "wrong-encoding",
      records: 1,
    },
    { why: "a broken quote in a CSV payload", line: event(csv('"1'), csv("1")), reason: "malformed", records: 1 },
    {
      why: "a payload nested too deeply",
      line: event({ data: "[".repeat(50) + "]".repeat(50), encoding: "JSON" }, null),
      reason: "too-deep",
      records: 1,
    },
  ])("$why", async ({ line, reason, records }) => {
    const good = event(csv("1"), csv("0.5"));
    const decoded = await decode(`${good}\n${line}\n${good}\n`, "sagemaker-jsonl");
    expect(decoded.records).toHaveLength(2);
    expect(decoded.rejects.byReason).toEqual({ [reason]: records });
    expect(decoded.rejects.samples[0]).toMatchObject({ reason, line: 2 });
  });

  it("finds a header row among the rows of an event, with its output", async () => {
    const options = { input: { header: ["a", "b"] } };
    const line = event(csv("a,b\n1,2"), csv("0.1\n0.2"));
    const { records, rejects } = await decode(line, "sagemaker-jsonl", options);
    expect(records).toEqual([{ a: 1, b: 2, output: 0.2 }]);
    expect(rejects.byReason).toEqual({ "header-row": 1 });
  });

  it("finds the mangled header that was sent to an endpoint: 1 of 334 events", async () => {
    const { readFileSync } = await import("node:fs");
    const rows = readFileSync(new URL("./fixtures/churn-mangled-header.csv", import.meta.url), "utf8").trimEnd();
    const lines = rows.split("\n").map((row) => event(csv(row), csv("0.1")));
    const { records, rejects } = await decode(lines.join("\n"), "sagemaker-jsonl");
    expect(records).toHaveLength(333);
    expect(rejects).toMatchObject({ byReason: { "header-row": 1 }, samples: [{ line: 1 }] });
  });

  it("leaves out a binary side with a note, and keeps the other", async () => {
    const image = { data: Buffer.from([0xff, 0xd8, 0xff]).toString("base64"), encoding: "BASE64", type: "image/jpeg" };
    const { records, rejects } = await decode(event(image, csv("0.5")), "sagemaker-jsonl");
    expect(records).toEqual([{ output: 0.5 }]);
    expect(rejects).toMatchObject({ total: 0, byReason: { "wrong-encoding": 0 } });
  });

  it("hands over an event of 5,000 records in several batches", async () => {
    const rows = Array.from({ length: 5000 }, (_, i) => i).join("\n");
    const { records, batches } = await decode(event(csv(rows), csv(rows)), "sagemaker-jsonl");
    expect(records).toHaveLength(5000);
    expect(records[4999]).toEqual({ c0: 4999, output: 4999 });
    expect(batches).toBe(3);
  });

  it("refuses a JSON path that can't be read before it reads anything", async () => {
    await expect(decode(event(csv("1"), null), "sagemaker-jsonl", { input: { rows: "rows[" } })).rejects.toThrow(
      PlumblineError,
    );
  });
});
