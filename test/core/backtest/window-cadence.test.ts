import { describe, expect, it } from "vitest";
import { windowCadence } from "../../../src/core/backtest/window-cadence.js";

const utcDay = (hour: number): number => Math.floor(hour / 24);
const days = (count: number, hoursOfDay: readonly number[]): number[] =>
  Array.from({ length: count }, (_, day) => hoursOfDay.map((hour) => 24 * day + hour)).flat();

describe("the window that suits a log", () => {
  it.each([
    { why: "dates alone, all at midnight, are daily batches", hours: days(30, [0]), size: "day" },
    { why: "a batch that takes three hours is a daily one", hours: days(30, [2, 3, 4]), size: "day" },
    {
      why: "traffic around the clock is hourly",
      hours: days(
        30,
        Array.from({ length: 24 }, (_, i) => i),
      ),
      size: "hour",
    },
    { why: "office hours are hourly", hours: days(30, [9, 10, 11, 12, 13]), size: "hour" },
    {
      why: "a few busy days don't make batches hourly",
      hours: [...days(30, [6]), ...days(3, [1, 2, 3, 4, 5])],
      size: "day",
    },
    { why: "one day says nothing about days", hours: [3], size: "hour" },
    { why: "no hour at all is an hour", hours: [], size: "hour" },
  ] as const)("$why", ({ hours, size }) => {
    expect(windowCadence(hours, utcDay)).toBe(size);
  });

  it("goes by local days: a batch at midnight in New York is one batch, not two half ones", () => {
    const local = (hour: number): number => Math.floor((hour - 5) / 24);
    expect(windowCadence(days(30, [4, 5]), local)).toBe("day");
  });
});
