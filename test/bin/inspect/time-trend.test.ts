import { describe, expect, it } from "vitest";
import { TimeShare, TimeTrend } from "../../../bin/inspect/time-trend.js";
import { CellKind, type ColumnBatch } from "../../../src/contracts/records.js";

const START_MS = Date.UTC(2026, 0, 5);
const ROWS = 60;

function numbers(values: readonly number[]): ColumnBatch {
  const kinds = Uint8Array.from(values, (value) => (Number.isNaN(value) ? CellKind.missing : CellKind.fractional));
  return { name: "x", kinds, numbers: Float64Array.from(values), codes: new Int32Array(values.length), dictionary: [] };
}

function texts(values: readonly string[]): ColumnBatch {
  const codes = Int32Array.from(values, (_, i) => i);
  const kinds = new Uint8Array(values.length).fill(CellKind.text);
  return { name: "x", kinds, numbers: new Float64Array(values.length), codes, dictionary: values };
}

const times = Float64Array.from({ length: ROWS }, (_, i) => START_MS + i * 1_000);
const rows = <T>(of: (i: number) => T) => Array.from({ length: ROWS }, (_, i) => of(i));

function correlationOf(column: ColumnBatch, parts: number): number | null {
  const trend = new TimeTrend();
  const size = ROWS / parts;
  for (let part = 0; part < parts; part++) {
    const [from, to] = [part * size, (part + 1) * size];
    const { kinds, numbers: values, codes } = column;
    const slice = {
      ...column,
      kinds: kinds.slice(from, to),
      numbers: values.slice(from, to),
      codes: codes.slice(from, to),
    };
    trend.add(slice, times.slice(from, to), size);
  }
  return trend.correlation();
}

describe("the correlation of a column with time", () => {
  it.each([
    { why: "a running number", column: numbers(rows((i) => 7 * i - 1e9)), expected: 1 },
    { why: "a countdown", column: numbers(rows((i) => -i)), expected: -1 },
    { why: "dates as text", column: texts(rows((i) => new Date(START_MS + i * 1_000).toISOString())), expected: 1 },
    { why: "a mirror-symmetric wave", column: numbers(rows((i) => (i - (ROWS - 1) / 2) ** 2)), expected: 0 },
    // Two steps of equal length: r = sqrt(3/4) for a continuous line, and sqrt(3 n^2 / (4 (n^2 - 1))) for n = 60 points.
    {
      why: "one step halfway",
      column: numbers(rows((i) => (i < ROWS / 2 ? 0 : 1))),
      expected: Math.sqrt((3 * 3600) / (4 * 3599)),
    },
  ])("is $expected for $why, in one batch and in many", ({ column, expected }) => {
    expect(correlationOf(column, 1)).toBeCloseTo(expected, 9);
    expect(correlationOf(column, 6)).toBeCloseTo(expected, 9);
  });

  it.each([
    { why: "a constant", column: numbers(rows(() => 3)) },
    { why: "fewer than 50 values", column: numbers(rows((i) => (i < 49 ? i : Number.NaN))) },
    { why: "words", column: texts(rows((i) => `word ${i}`)) },
  ])("is unknown for $why", ({ column }) => {
    expect(correlationOf(column, 1)).toBeNull();
  });
});

describe("the share of times among values", () => {
  it.each([
    { why: "dates", column: texts(rows((i) => `2026-01-${String(1 + (i % 28)).padStart(2, "0")}`)), share: 1 },
    { why: "epoch seconds", column: numbers(rows((i) => START_MS / 1_000 + i)), share: 1 },
    { why: "small numbers", column: numbers(rows((i) => i)), share: 0 },
    {
      why: "every second value a date",
      column: texts(rows((i) => (i % 2 === 0 ? "2026-01-05" : "later"))),
      share: 0.5,
    },
    { why: "no value at all", column: numbers(rows(() => Number.NaN)), share: 0 },
  ])("is $share for $why", ({ column, share }) => {
    const times = new TimeShare();
    times.add(column, ROWS);
    expect(times.share()).toBe(share);
  });
});
