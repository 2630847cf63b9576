import { describe, expect, it } from "vitest";
import { missedAfterHours } from "../../../src/core/verdict/silence.js";

const hours = (from: number, to: number): { first: number; end: number }[] =>
  Array.from({ length: to - from }, (_, i) => ({ first: from + i, end: from + i + 1 }));

const days = (...list: readonly number[]): { first: number; end: number }[] =>
  list.map((day) => ({ first: day * 24, end: (day + 1) * 24 }));

describe("how long captures may stay away", () => {
  it.each([
    { why: "nothing seen yet: a day", windows: hours(0, 1), expected: 1 + 0.5 + 24 },
    { why: "two weeks without a quiet hour: some hours", windows: hours(0, 14 * 24), expected: 1 + 0.5 + 3 },
    {
      why: "every night 8 quiet hours: a quarter more than that",
      windows: Array.from({ length: 20 }, (_, day) => hours(day * 24 + 6, day * 24 + 22)).flat(),
      expected: 1 + 0.5 + 3 + 1.25 * 8,
    },
    {
      why: "one outage of 70 hours doesn't make outages usual",
      windows: [...hours(0, 200), ...hours(270, 400)],
      expected: 1 + 0.5 + 3,
    },
    {
      why: "two weekends of 64 hours do",
      windows: [...hours(0, 100), ...hours(164, 268), ...hours(332, 400)],
      expected: 1 + 0.5 + 3 + 1.25 * 64,
    },
  ])("$why", ({ windows, expected }) => {
    expect(missedAfterHours({ windows, windowSize: "hour", settleHours: 0.5 })).toBeCloseTo(expected, 9);
  });

  it("of daily batches is the next day and another; of working days the weekend more", () => {
    const of = (windows: ReturnType<typeof days>): number =>
      missedAfterHours({ windows, windowSize: "day", settleHours: 0.5 });
    expect(of(days(0, 1, 2))).toBe(24 + 0.5 + 24);
    expect(of(days(0, 1, 2, 3, 4, 7, 8, 9, 10, 11, 14))).toBe(24 + 0.5 + 24 + 1.25 * 48);
  });
});
