import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binFloor, mergeBins } from "../../../../src/core/calibration/scores/bin-merge.js";

describe("the smallest share of a bin", () => {
  it.each([
    { why: "15 of 1,000 hourly rows", hour: 1000, day: 24_000, floor: 0.015 },
    { why: "never below 1 %", hour: 1e6, day: 2.4e7, floor: 0.01 },
    { why: "15 of 100 hourly rows, which are just enough to be judged", hour: 100, day: 2400, floor: 0.15 },
    { why: "15 of a day's 192 rows where 8 an hour are never judged", hour: 8, day: 192, floor: 15 / 192 },
    { why: "never above 20 %", hour: 1, day: 24, floor: 0.2 },
  ])("is $why", ({ hour, day, floor }) => {
    expect(binFloor(hour, day)).toBeCloseTo(floor, 12);
  });
});

describe("merging bins", () => {
  it.each([
    { why: "frequent categories stay apart", totals: [50, 30, 20], floor: 0.1, merged: [0, 1, 2] },
    { why: "rare ones share a last bin", totals: [50, 6, 30, 14, 0], floor: 0.1, merged: [0, 3, 1, 2, 3] },
    { why: "a rest below half the floor joins the smallest kept", totals: [60, 36, 4], floor: 0.1, merged: [0, 1, 1] },
    { why: "without any frequent one the largest stays", totals: [3, 4, 3], floor: 0.5, merged: [1, 0, 1] },
    { why: "a single category is a single bin", totals: [9], floor: 0.1, merged: [0] },
    { why: "no bins give no bins", totals: [], floor: 0.1, merged: [] },
  ])("$why", ({ totals, floor, merged }) => {
    expect(mergeBins("categorical", totals, floor)).toEqual(merged);
  });

  it.each([
    {
      why: "ten deciles stay as they are",
      totals: [9, 11, 10, 10, 9, 11, 10, 10, 10, 10],
      merged: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    },
    {
      why: "twenty bins pair up",
      totals: new Array<number>(20).fill(5),
      merged: [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9],
    },
    { why: "a bin below 1 % grows into its neighbour", totals: [500, 1, 499], merged: [0, 1, 1] },
    { why: "so does the last one", totals: [500, 499, 1], merged: [0, 1, 1] },
    { why: "a constant is one bin", totals: [70], merged: [0] },
  ])("$why", ({ totals, merged }) => {
    expect(mergeBins("numeric", totals, 0.15)).toEqual(merged);
  });

  it("leaves no bin unnumbered and loses none, whatever the counts", () => {
    const totals = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(fc.constantFrom("numeric" as const, "categorical" as const), totals, (kind, counts) => {
        const merged = mergeBins(kind, counts, 0.05);
        expect(merged).toHaveLength(counts.length);
        const used = [...new Set(merged)].sort((a, b) => a - b);
        expect(used).toEqual(used.map((_, b) => b));
        if (kind === "numeric") expect(merged).toEqual([...merged].sort((a, b) => a - b));
      }),
    );
  });
});
