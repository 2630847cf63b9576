import { describe, expect, it } from "vitest";
import { mannWhitney } from "../../../src/core/drift/mann-whitney.js";
import { mannWhitneyP } from "../../../src/core/drift/mann-whitney-law.js";
import { numericPair } from "./samples.js";

describe("mann-whitney", () => {
  it.each([
    // Two of the 20 orders of 3 + 3 values are as extreme.
    { why: "samples apart", reference: [1, 2, 3], current: [4, 5, 6], value: 1, pValue: 0.1 },
    // Of 9 pairs 6 are won: A = 2/3. P(U >= 6) = 7 of 20 orders.
    { why: "samples that alternate", reference: [1, 3, 5], current: [2, 4, 6], value: 1 / 3, pValue: 0.7 },
  ])("has its exact p-value for $why", ({ reference, current, value, pValue }) => {
    const score = mannWhitney.score(...numericPair(reference, current));
    expect(score.value).toBeCloseTo(value, 12);
    expect(score.pValue).toBeCloseTo(pValue, 12);
  });

  it("counts ties half: {1, 2, 2} against {2, 3} wins 4 + 2/2 = 5 of 6 pairs", () => {
    expect(mannWhitney.score(...numericPair([1, 2, 2], [2, 3])).value).toBeCloseTo(2 * (5 / 6) - 1, 12);
  });

  it("finds nothing in two equal constants", () => {
    expect(mannWhitney.score(...numericPair([7, 7, 7], [7, 7]))).toEqual({ value: 0, pValue: 1 });
  });
});

it("the exact law of Mann-Whitney is near the normal one at 30 and 30 rows", () => {
  for (const offset of [0.05, 0.1, 0.15]) {
    const [exact, normal] = [true, false].map((raw) => mannWhitneyP(offset, 30, 30, 0, raw));
    expect(Math.abs(exact! - normal!)).toBeLessThan(0.004);
  }
});
