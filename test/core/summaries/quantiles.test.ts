import { describe, expect, it } from "vitest";
import { quantilesOf, weightedValuesOfSketch, weightedValuesOfTable } from "../../../src/core/summaries/quantiles.js";

describe("quantiles", () => {
  const tenToForty = weightedValuesOfTable({
    values: Float64Array.of(10, 20, 30, 40),
    counts: Float64Array.of(1, 2, 3, 4),
  });

  it.each([
    { why: "rank 0 is the smallest value", rank: 0, expected: 10 },
    { why: "one row of ten is a tenth", rank: 0.1, expected: 10 },
    { why: "just above a tenth the second value begins", rank: 0.1001, expected: 20 },
    { why: "three rows of ten are three tenths, whatever rounding says", rank: 0.3, expected: 20 },
    { why: "the median of ten rows is the fifth", rank: 0.5, expected: 30 },
    { why: "rank 1 is the largest value", rank: 1, expected: 40 },
  ])("$why", ({ rank, expected }) => {
    expect(quantilesOf(tenToForty, [rank])).toEqual([expected]);
  });

  it("of nothing are NaN", () => {
    expect(
      quantilesOf(weightedValuesOfTable({ values: new Float64Array(0), counts: new Float64Array(0) }), [0.5]),
    ).toEqual([NaN]);
  });

  it("of a sketch weigh an item of level h 2^h and join ties", () => {
    const state = { k: 200, count: 9, levels: [Float64Array.of(5), new Float64Array(0), Float64Array.of(2, 5)] };
    const { values, weights, rankError } = weightedValuesOfSketch(state);
    expect([Array.from(values), Array.from(weights)]).toEqual([
      [2, 5],
      [4, 5],
    ]);
    // 2.3 / k
    expect(rankError).toBeCloseTo(0.0115, 12);
  });

  it("of a sketch that halved nothing are exact", () => {
    expect(weightedValuesOfSketch({ k: 200, count: 2, levels: [Float64Array.of(1, 2)] }).rankError).toBe(0);
  });
});
