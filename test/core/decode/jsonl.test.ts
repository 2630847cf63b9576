import { describe, expect, it } from "vitest";
import { openCapture } from "../../../src/core/decode/open-capture.js";
import { createRejectLog } from "../../../src/core/decode/reject-log.js";
import { decode, sourceOf } from "./read-records.js";

describe("jsonl", () => {
  it.each([
    { why: "nested objects get dotted names", line: '{"a":{"b":{"c":1}},"d":2}', record: { "a.b.c": 1, d: 2 } },
    {
      why: "arrays get positions",
      line: '{"p":[0.5,0.25],"q":[{"r":1}]}',
      record: { "p.0": 0.5, "p.1": 0.25, "q.0.r": 1 },
    },
    {
      why: "null, empty text, empty lists and objects are missing",
      line: '{"a":null,"b":"","c":[],"d":{},"e":1}',
      record: { e: 1 },
    },
    {
      why: "strings stay text, whatever they look like",
      line: '{"a":"12","b":"NA","c":"true"}',
      record: { a: "12", b: "NA", c: "true" },
    },
    { why: "booleans stay booleans", line: '{"a":true,"b":false}', record: { a: true, b: false } },
    { why: "25.0 is the whole number 25", line: '{"a":25.0,"b":-0.0}', record: { a: 25, b: 0 } },
    {
      why: "Python's NaN is missing, its infinities are numbers",
      line: '{"a":NaN,"b":Infinity,"c":-Infinity,"d":1}',
      record: { b: Infinity, c: -Infinity, d: 1 },
    },
    {
      why: "whole numbers beyond 2^53 are exact",
      line: '{"a":9007199254740993,"b":-9223372036854775808}',
      record: { a: 9007199254740993n, b: -9223372036854775808n },
    },
    { why: "escapes are undone", line: String.raw`{"a\u00e9":"\n\"\\\ud83d\ude00"}`, record: { aé: '\n"\\😀' } },
    { why: "the last of equal keys counts", line: '{"a":1,"a":2}', record: { a: 2 } },
    { why: "an array is positional", line: '[1,"x",null]', record: { c0: 1, c1: "x" } },
  ])("$why", async ({ line, record }) => {
    const { records, rejects } = await decode(`${line}\n`, "jsonl");
    expect(records).toEqual([record]);
    expect(rejects.total).toBe(0);
  });

  it("treats __proto__, constructor and toString as ordinary columns, in both parsers", async () => {
    const { records } = await decode(
      '{"__proto__":1,"constructor":2,"toString":3}\n{"__proto__":NaN,"constructor":{"prototype":4}}\n',
      "jsonl",
    );
    expect(Object.entries(records[0]!)).toEqual([
      ["__proto__", 1],
      ["constructor", 2],
      ["toString", 3],
    ]);
    expect(Object.entries(records[1]!)).toEqual([["constructor.prototype", 4]]);
    expect(({} as Record<string, unknown>)["prototype"]).toBeUndefined();
  });

  it("lets columns appear late: earlier records miss them", async () => {
    const { records, columns } = await decode('{"a":1}\n{"b":2}\n', "jsonl");
    expect(columns).toEqual(["a", "b"]);
    expect(records).toEqual([{ a: 1 }, { b: 2 }]);
  });

  it("names positional values and a features array by the configured header", async () => {
    const options = { input: { header: ["x", "y"] } };
    const { records } = await decode('[1,2]\n{"features":[3,4],"label":1}\n', "jsonl", options);
    expect(records).toEqual([
      { x: 1, y: 2 },
      { x: 3, y: 4, label: 1 },
    ]);
  });

  it.each([
    { why: "no JSON", line: "oops", reason: "malformed" },
    { why: "cut off", line: '{"a":1', reason: "malformed" },
    { why: "two documents", line: '{"a":1}{"a":2}', reason: "malformed" },
    { why: "a bare number", line: "17", reason: "malformed" },
    { why: "a control character in a string", line: '{"a":"\u0001"}', reason: "malformed" },
    { why: "NaN in a broken text", line: '{"a":NaN', reason: "malformed" },
    { why: "deeper than the bound", line: `{"a":${"[".repeat(40)}${"]".repeat(40)}}`, reason: "too-deep" },
    { why: "far deeper, in the tolerant parser", line: `{"a":NaN,"b":${"[".repeat(100_000)}`, reason: "too-deep" },
    { why: "another number of positions than the header", line: "[1,2,3]", reason: "ragged-row" },
  ])("rejects a line and keeps its neighbours: $why", async ({ line, reason }) => {
    const { records, rejects } = await decode(`{"x":1}\n${line}\n{"x":2}\n`, "jsonl", {
      input: { header: ["x", "y"] },
    });
    expect(records).toEqual([{ x: 1 }, { x: 2 }]);
    expect(rejects.samples).toMatchObject([{ reason, line: 2 }]);
    expect(rejects.total).toBe(1);
  });

  it("never shows a rejected value", async () => {
    const { rejects } = await decode('{"secret":"4111 1111"', "jsonl");
    expect(JSON.stringify(rejects)).not.toContain("4111");
  });

  it("ignores columns and all that is nested in them", async () => {
    const { columns } = await decode('{"a":{"b":1,"c":2},"ab":3}\n', "jsonl", { ignore: ["a"] });
    expect(columns).toEqual(["ab"]);
  });

  it("leaves out columns beyond the limit, says so, and counts the records", async () => {
    const { columns, records, rejects } = await decode('{"a":1,"b":2,"c":3}\n{"c":4,"d":5}\n', "jsonl", {
      limits: { maxColumns: 2 },
    });
    expect(columns).toEqual(["a", "b"]);
    expect(records).toHaveLength(2);
    expect(rejects).toMatchObject({ total: 0, byReason: { "too-many-columns": 0 }, samples: [{ line: 1 }] });
  });

  it("cuts long lists at 1,024 columns, says so, and counts the record", async () => {
    const { columns, rejects } = await decode(`{"a":[${Array(1500).fill("1").join(",")}]}\n`, "jsonl");
    expect(columns).toHaveLength(1024);
    expect(rejects).toMatchObject({ total: 0, byReason: { "too-many-columns": 0 } });
  });

  it("hands over batches of at most 2,048 rows and keeps a dictionary while it lasts", async () => {
    const text = Array.from({ length: 5000 }, (_, i) => `{"n":${i},"word":"w${i % 3}"}`).join("\n");
    const { records, batches } = await decode(text, "jsonl");
    expect(batches).toBe(3);
    expect(records[4999]).toEqual({ n: 4999, word: "w1" });
  });

  it("hands over smaller batches when the object is wide", async () => {
    const wide = JSON.stringify(Object.fromEntries(Array.from({ length: 4000 }, (_, i) => [`c${i}`, i])));
    expect(await batchRows(`${wide}\n`.repeat(300))).toEqual([262, 38]); // 2^20 / 4000 = 262.1 rows a batch
  });

  it("hands over smaller batches when its texts are long", async () => {
    const texts = Array.from({ length: 600 }, (_, i) => `{"t":"${String(i).padEnd(65_536, "-")}"}`).join("\n");
    expect(await batchRows(texts)).toEqual([171, 171, 171, 87]); // 32 MB a batch, three bytes a character
  });
});

async function batchRows(text: string): Promise<number[]> {
  const rows: number[] = [];
  for await (const batch of openCapture(sourceOf(text), "jsonl", {}, createRejectLog())) rows.push(batch.rows);
  return rows;
}
