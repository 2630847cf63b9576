import { describe, expect, it } from "vitest";
import { wasserstein } from "../../../src/core/drift/wasserstein.js";
import { numericPair } from "./samples.js";

describe("wasserstein", () => {
  it.each([
    // sd of {1, 2, 3} is 1; every row moves by 5.
    { why: "a shift by five standard deviations", reference: [1, 2, 3], current: [6, 7, 8], expected: 5 },
    // sd of {0, 10} is sqrt(50); half of the rows stay, half move by 10.
    { why: "half of the rows moving", reference: [0, 10], current: [0, 0], expected: 5 / Math.sqrt(50) },
    // {1, 2, 3} -> {2, 2}: the thirds at 1 and 3 move by 1.
    { why: "samples of different size", reference: [1, 2, 3], current: [2, 2], expected: 2 / 3 },
  ])("is the mean way of a row in standard deviations of the reference: $why", ({ reference, current, expected }) => {
    expect(wasserstein.score(...numericPair(reference, current)).value).toBeCloseTo(expected, 12);
  });

  it("is 0 where a constant stays, and undefined where it changes: there is no unit to say it in", () => {
    expect(wasserstein.score(...numericPair([4, 4, 4], [4, 4])).value).toBe(0);
    expect(() => wasserstein.score(...numericPair([4, 4, 4], [5, 5]))).toThrow(
      expect.objectContaining({ code: "UNDEFINED_STATISTIC" }) as Error,
    );
  });
});
