import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UnreadableSourceError } from "../../../../src/contracts/errors.js";
import { decode, sourceOf } from "../read-records.js";

const texts = fc.oneof(fc.string(), fc.constantFrom('"', "\\", "],[", "{", "}", ",\n", "größe"));
const records = fc.array(
  fc.oneof(
    fc.dictionary(
      fc.constantFrom("a", "b", "c"),
      fc.oneof(texts, fc.double(), fc.constant(null), fc.array(texts, { maxLength: 3 })),
    ),
    fc.array(fc.oneof(texts, fc.integer()), { maxLength: 4 }),
  ),
  { minLength: 1, maxLength: 12 },
);
const sizes = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 3 });

describe("one JSON array of records", () => {
  it("gives the records that the same elements give as lines, however it is written and its bytes arrive", async () => {
    await fc.assert(
      fc.asyncProperty(records, fc.constantFrom(0, 1, "\t"), sizes, async (drawn, indent, chunks) => {
        // A line of its own in front, since `[]` alone is an array without records.
        const elements = [{ first: 1 }, ...drawn];
        const lines = elements.map((element) => `${JSON.stringify(element)}\n`).join("");
        // A first line that is complete is a record of its own: arrays are told from such lines by their line breaks.
        const array = `\n [\n${JSON.stringify(elements, null, indent).slice(1, -1)}\n] \n`;
        const read = await decode(sourceOf(array, chunks), "jsonl");
        const { batches, records: expected, columns, rejects } = await decode(lines, "jsonl");
        expect(read).toMatchObject({ batches, columns, records: expected, rejects: { byReason: rejects.byReason } });
      }),
    );
  });

  it.each([
    { why: "on one line", text: '[{"a":1},{"a":2}]' },
    { why: "an element a line", text: '[{"a":1},\n{"a":2}\n]' },
    { why: "indented", text: '[\n  {\n    "a": 1\n  },\n  {\n    "a": 2\n  }\n]\n' },
    { why: "with Windows line breaks and a byte order mark", text: '\ufeff[\r\n{"a":1},\r\n{"a":2}\r\n]\r\n' },
  ])("is found by content: $why", async ({ text }) => {
    expect((await decode(text)).records).toEqual([{ a: 1 }, { a: 2 }]);
    expect((await decode(gzipSync(text))).records).toEqual([{ a: 1 }, { a: 2 }]);
  });

  it("holds captured events as well as plain records", async () => {
    const event = (id: string, value: number) => ({
      captureData: { endpointOutput: { data: String(value), encoding: "CSV", mode: "OUTPUT" } },
      eventMetadata: { eventId: id, inferenceTime: "2024-01-01T00:00:07Z" },
      eventVersion: "0",
    });
    const { records, ids } = await decode(JSON.stringify([event("a", 1), event("b", 0.5)], null, 1));
    expect(records).toEqual([{ output: 1 }, { output: 0.5 }]);
    expect(ids).toEqual(["a", "b"]);
  });

  it("leaves lines of positional records what they are, nested ones too", async () => {
    const nested = await decode("[[1,2],3]\n[[4,5],6]\n");
    expect(nested.records).toEqual([
      { "c0.0": 1, "c0.1": 2, c1: 3 },
      { "c0.0": 4, "c0.1": 5, c1: 6 },
    ]);
    expect((await decode("[1,2]\n[3,4]\n")).records).toEqual([
      { c0: 1, c1: 2 },
      { c0: 3, c1: 4 },
    ]);
  });

  it("counts a bad element by its position and keeps the others", async () => {
    const text = '[{"a":1}, {"a":"x\ny"}, 7, {"a":nope}, {"a":2}]';
    const { records: read, rejects } = await decode(text);
    expect(read).toEqual([{ a: 1 }, { a: 2 }]);
    expect(rejects.byReason).toEqual({ malformed: 3 });
    expect(rejects.samples.map(({ line }) => line)).toEqual([2, 3, 4]);
  });

  it("refuses an element longer than any record may be, without holding it", async () => {
    const text = `[{"a":1},{"a":"${"x".repeat(5_000)}"},{"a":2}]`;
    const { records: read, rejects } = await decode(sourceOf(text, [100]), "jsonl", {
      limits: { maxLineBytes: 1_000 },
    });
    expect(read).toEqual([{ a: 1 }, { a: 2 }]);
    expect(rejects.byReason).toEqual({ "too-long": 1 });
  });

  it("without records is an empty object", async () => {
    expect(await decode(" [ ] ", "jsonl")).toMatchObject({ records: [], rejects: { total: 0 } });
  });

  it.each([
    { why: "between two elements", text: '[{"a":1},' },
    { why: "inside a string", text: '[{"a":1},{"a":"]' },
  ])("that ends $why is unreadable as a whole", async ({ text }) => {
    await expect(decode(text)).rejects.toThrow(/expects a complete JSON array/);
  });
});

describe("one JSON document", () => {
  it("over several lines is unreadable, and named by its first keys", async () => {
    const text = JSON.stringify({ version: 0, dataset: { items: 5 }, features: [] }, null, 2);
    await expect(decode(text)).rejects.toThrow(UnreadableSourceError);
    await expect(decode(text)).rejects.toThrow(/document over several lines \(version, dataset, features\)/);
  });

  it("on one line is a record", async () => {
    expect((await decode('{"a":{"b":1}}')).records).toEqual([{ "a.b": 1 }]);
  });

  it("is not what a broken first line makes of records", async () => {
    const { records: read, rejects } = await decode('{\n{"a":1}\n{"a":2}\n');
    expect(read).toEqual([{ a: 1 }, { a: 2 }]);
    expect(rejects.byReason).toEqual({ malformed: 1 });
  });
});
