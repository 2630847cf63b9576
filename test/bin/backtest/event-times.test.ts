import { describe, expect, it } from "vitest";
import { CellKind, type ColumnBatch } from "../../../src/contracts/records.js";
import { columnTimes, eventTimes } from "../../../bin/backtest/event-times.js";

const AT = Date.UTC(2026, 0, 31, 13, 5);
const MIDNIGHT = Date.UTC(2026, 0, 31);

function texts(...values: string[]): ColumnBatch {
  const codes = Int32Array.from(values.keys());
  return {
    name: "ts",
    kinds: new Uint8Array(values.length).fill(CellKind.text),
    numbers: new Float64Array(values.length),
    codes,
    dictionary: values,
  };
}

function number(value: number, kind: CellKind = CellKind.integer): ColumnBatch {
  return {
    name: "ts",
    kinds: Uint8Array.of(kind),
    numbers: Float64Array.of(value),
    codes: new Int32Array(1),
    dictionary: [],
  };
}

describe("event times", () => {
  it.each([
    ["ISO 8601 in UTC", "2026-01-31T13:05:00Z", AT],
    ["with an offset", "2026-01-31T14:05:00+01:00", AT],
    ["without one: UTC", "2026-01-31 13:05:00", AT],
    ["a date alone", "2026-01-31", MIDNIGHT],
    ["year first with slashes", "2026/01/31 13:05", AT],
    ["slashes and single digits", "2026/1/31", MIDNIGHT],
    ["without separators", "20260131T1305", AT],
    ["a date without separators", "20260131", MIDNIGHT],
    ["digits of epoch seconds", String(AT / 1000), AT],
    ["month first says nothing for certain", "01/31/2026 13:05", NaN],
    ["a day that doesn't exist", "20260231", NaN],
    ["no time at all", "yesterday", NaN],
  ])("reads %s", (_, text, expected) => {
    expect(columnTimes(texts(text), 1)[0]).toBe(expected);
  });

  it.each([
    ["epoch seconds", AT / 1000, AT],
    ["epoch milliseconds, as Parquet timestamps come", AT, AT],
    ["epoch microseconds", AT * 1000, AT],
    ["a date as a number, which as seconds would be a day of 1970", 20260131, MIDNIGHT],
    ["a clock that starts at 0", 7200, 7_200_000],
    ["seconds of a clock that has run for 234 days", 20261331, 20_261_331_000],
  ])("reads %s", (_, value, expected) => {
    expect(columnTimes(number(value), 1)[0]).toBe(expected);
  });

  it("tells dates as numbers from seconds by the whole column", () => {
    const column = (...values: number[]): ColumnBatch => ({
      name: "ts",
      kinds: new Uint8Array(values.length).fill(CellKind.integer),
      numbers: Float64Array.from(values),
      codes: new Int32Array(values.length),
      dictionary: [],
    });
    const days = Array.from({ length: 20 }, (_, i) => 20260101 + i);
    expect(columnTimes(column(...days, 20261331), 21).at(-1)).toBeNaN();
    const clock = Array.from({ length: 20 }, (_, i) => 20260050 + 10 * i);
    expect([...columnTimes(column(...clock), 20)]).toEqual(clock.map((seconds) => 1000 * seconds));
  });

  it("finds none in missing values and booleans", () => {
    expect(columnTimes(number(1, CellKind.boolean), 1)[0]).toBeNaN();
    expect(columnTimes(number(AT, CellKind.missing), 1)[0]).toBeNaN();
  });

  it("takes them from a column, the capture's metadata or the file's name", () => {
    const batch = { rows: 1, columns: [number(AT)], eventTimeMs: Float64Array.of(5), recordIds: null };
    expect(eventTimes(batch, { column: "ts" })[0]).toBe(AT);
    expect(eventTimes(batch, { metadata: true })[0]).toBe(5);
    expect(eventTimes(batch, { fixedMs: 7 })[0]).toBe(7);
    expect(eventTimes({ ...batch, eventTimeMs: null }, { metadata: true })[0]).toBeNaN();
    expect(eventTimes(batch, { column: "other" })[0]).toBeNaN();
  });
});
