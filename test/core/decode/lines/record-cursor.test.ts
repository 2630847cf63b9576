import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CsvFraming } from "../../../../src/core/decode/csv-text/csv-framing.js";
import { lineFraming, RecordCursor, type Framing } from "../../../../src/core/decode/lines/record-cursor.js";
import { createRejectLog } from "../../../../src/core/decode/reject-log.js";

interface Cut {
  readonly records: readonly string[];
  readonly lines: readonly number[];
  readonly rejects: Record<string, number>;
}

function cut(framing: Framing, chunks: readonly Uint8Array[], maxBytes = 1000): Cut {
  const log = createRejectLog();
  const cursor = new RecordCursor(framing, maxBytes, log);
  const records: string[] = [];
  const lines: number[] = [];
  const drain = (): void => {
    while (cursor.next()) {
      records.push(cursor.bytes.toString("utf8", cursor.start, cursor.end));
      lines.push(cursor.line);
    }
  };
  for (const chunk of chunks) {
    // The cursor may keep nothing of a chunk: it is overwritten once it was read.
    const reused = Buffer.from(chunk);
    cursor.feed(reused);
    drain();
    reused.fill(0x5a);
  }
  cursor.finish();
  drain();
  return { records, lines, rejects: { ...log.summary().byReason } };
}

function whole(text: string): Uint8Array[] {
  return [Buffer.from(text, "utf8")];
}

function splitAt(text: string, cuts: readonly number[]): Uint8Array[] {
  const bytes = Buffer.from(text, "utf8");
  const edges = [0, ...cuts.map((at) => at % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  return edges.slice(1).map((edge, i) => bytes.subarray(edges[i], edge));
}

describe("lines", () => {
  it.each([
    { why: "a last line without line break counts", text: "a\nb", records: ["a", "b"] },
    { why: "CRLF leaves no carriage return", text: "a\r\nb\r\n", records: ["a", "b"] },
    { why: "empty lines are handed over, to keep the numbers", text: "a\n\nb\n", records: ["a", "", "b"] },
    { why: "nothing is no line", text: "", records: [] },
  ])("$why", ({ text, records }) => {
    expect(cut(lineFraming, whole(text)).records).toEqual(records);
  });

  it("numbers lines from 1, the rejected ones included", () => {
    const { lines, rejects } = cut(lineFraming, whole(`a\n${"x".repeat(20)}\nb\n`), 10);
    expect(lines).toEqual([1, 3]);
    expect(rejects).toEqual({ "too-long": 1 });
  });

  it("rejects a line one byte too long and keeps one of the longest length", () => {
    const { records, rejects } = cut(lineFraming, whole("1234567890\r\n12345678901\nok"), 10);
    expect(records).toEqual(["1234567890", "ok"]);
    expect(rejects).toEqual({ "too-long": 1 });
  });
});

describe("CSV records", () => {
  const framing = (): CsvFraming => new CsvFraming(",");

  it.each([
    {
      why: "a line break in quotes is part of the record",
      text: 'a,"b\nc"\nd,e\n',
      records: ['a,"b\nc"', "d,e"],
      lines: [1, 3],
    },
    { why: "doubled quotes don't close", text: '"a""\n""b",c\nd\n', records: ['"a""\n""b",c', "d"], lines: [1, 3] },
    { why: "CRLF behind a quote", text: '"a"\r\n"b"\r\n', records: ['"a"', '"b"'], lines: [1, 2] },
    { why: "a quote inside a cell is a character", text: 'a"b,c\nd"\n', records: ['a"b,c', 'd"'], lines: [1, 2] },
    { why: "a quote that closes at the end", text: 'a,"b"', records: ['a,"b"'], lines: [1] },
  ])("$why", ({ text, records, lines }) => {
    expect(cut(framing(), whole(text))).toEqual({ records, lines, rejects: {} });
  });

  it.each([
    {
      why: "a quote that never closes costs its line only",
      text: 'a\n"b\nc\nd\n',
      records: ["a", "c", "d"],
      lines: [1, 3, 4],
    },
    { why: "text behind a closing quote costs its line only", text: '"a"b\nc\n', records: ["c"], lines: [2] },
  ])("$why", ({ text, records, lines }) => {
    expect(cut(framing(), whole(text))).toEqual({ records, lines, rejects: { malformed: 1 } });
  });

  it("gives up an open quote when the record grows beyond the longest, and reads the lines behind it", () => {
    const text = `"open\n${"row\n".repeat(10)}`;
    const { records, rejects } = cut(framing(), whole(text), 20);
    expect(records).toEqual(Array<string>(10).fill("row"));
    expect(rejects).toEqual({ malformed: 1 });
  });
});

describe("chunks", () => {
  const pieces = fc.array(fc.constantFrom("a", '"', '""', ",", "\n", "\r\n", "ä", "word", '"q,\n"', "x".repeat(30)), {
    maxLength: 60,
  });
  const cuts = fc.array(fc.nat(400), { maxLength: 12 });

  it.each([
    { kind: "lines", framing: () => lineFraming },
    { kind: "CSV records", framing: () => new CsvFraming(",") },
  ])("cuts $kind alike however the bytes arrive", ({ framing }) => {
    fc.assert(
      fc.property(pieces, cuts, fc.constantFrom(25, 1000), (parts, at, maxBytes) => {
        const text = parts.join("");
        expect(cut(framing(), splitAt(text, at), maxBytes)).toEqual(cut(framing(), whole(text), maxBytes));
      }),
      { seed: 2, numRuns: 1500 },
    );
  });

  it("skips a line of 64 MB in 64 KB chunks while it holds no more than the longest line", () => {
    const log = createRejectLog();
    const cursor = new RecordCursor(lineFraming, 1024 * 1024, log);
    const chunk = Buffer.alloc(65_536, 0x61);
    const before = process.memoryUsage().arrayBuffers;
    for (let i = 0; i < 1024; i++) {
      cursor.feed(chunk);
      expect(cursor.next()).toBe(false);
    }
    cursor.feed(Buffer.from("\nok\n"));
    expect(cursor.next()).toBe(true);
    expect(cursor.line).toBe(2);
    expect(log.summary().byReason).toEqual({ "too-long": 1 });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 * 1024 * 1024);
  });
});
