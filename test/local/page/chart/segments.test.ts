import { describe, expect, it } from "vitest";
import { segmentsOf, stack } from "../../../../local/page/chart/segments.js";

function points(...times: readonly number[]): readonly { timeMs: number; value: number; base: number }[] {
  return times.map((timeMs) => ({ timeMs, value: 1, base: 0 }));
}

describe("a line", () => {
  it.each([
    { why: "of nothing has no segment", times: [], lengths: [] },
    { why: "of one datapoint is that datapoint", times: [5], lengths: [1] },
    { why: "of a steady series is whole", times: [0, 60, 120, 180], lengths: [4] },
    { why: "stays whole over a single lost datapoint", times: [0, 60, 180, 240, 300], lengths: [5] },
    { why: "breaks where several are missing", times: [0, 60, 120, 600, 660], lengths: [3, 2] },
    { why: "of an hourly metric drawn by minutes is whole", times: [0, 3600, 7200], lengths: [3] },
  ])("$why", ({ times, lengths }) => {
    expect(segmentsOf(points(...times)).map(({ length }) => length)).toEqual(lengths);
  });
});

describe("stacked series", () => {
  it("stand on each other where both have a datapoint, and on the ground where the lower has none", () => {
    const lower = { timesMs: [0, 60], values: [2, 3] };
    const upper = { timesMs: [0, 60, 120], values: [10, 20, 30] };
    expect(stack([lower, upper])[1]).toEqual([
      { timeMs: 0, value: 12, base: 2 },
      { timeMs: 60, value: 23, base: 3 },
      { timeMs: 120, value: 30, base: 0 },
    ]);
  });
});
