import { describe, expect, it } from "vitest";
import { elapsedDays } from "../../../src/core/backtest/elapsed-days.js";

const hours = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

describe("days that a log covers", () => {
  it.each([
    { why: "no window is no time", windows: [], size: "hour", days: 0 },
    { why: "one hour is a 24th of a day", windows: [5], size: "hour", days: 1 / 24 },
    { why: "48 hours on end are two days", windows: hours(0, 48), size: "hour", days: 2 },
    { why: "a night without records belongs to the day", windows: [9, 17, 33], size: "hour", days: 25 / 24 },
    // Five days of 9:00 to 17:00; from Friday's last hour (16) to Monday's first (9) lie 16 hours of night, two days left out.
    {
      why: "a weekend without records is no time that was looked at",
      windows: [0, 1, 2, 3, 4, 7].flatMap((day) => hours(24 * day + 9, 24 * day + 17)),
      size: "hour",
      days: (5 * 24 + 8) / 24,
    },
    {
      why: "three excluded days are left out of an hourly log",
      windows: [...hours(0, 96), ...hours(168, 192)],
      size: "hour",
      days: 5,
    },
    {
      why: "daily windows are a day each, also of 23 and 25 hours",
      windows: [0, 24, 47, 72, 97],
      size: "day",
      days: 5,
    },
    { why: "a day without a batch is left out", windows: [0, 24, 72], size: "day", days: 3 },
  ] as const)("$why", ({ windows, size, days }) => {
    expect(elapsedDays(windows, size)).toBeCloseTo(days, 12);
  });
});
