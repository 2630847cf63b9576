import { describe, expect, it } from "vitest";
import { welchT } from "../../../src/core/drift/welch-t.js";
import { numericPair } from "./samples.js";

describe("welch-t", () => {
  it("of {1, 2, 3} and {3, 4, 5} is 2 / sqrt(1/3 + 1/3)", () => {
    expect(welchT.score(...numericPair([1, 2, 3], [3, 4, 5])).value).toBeCloseTo(2 / Math.sqrt(2 / 3), 12);
  });

  it("needs two rows on each side", () => {
    expect(() => welchT.score(...numericPair([1, 2, 3], [4]))).toThrow("welch-t expects at least 2 rows, got 1");
  });

  it("is 0 for equal constants and undefined for constants that differ", () => {
    expect(welchT.score(...numericPair([2, 2], [2, 2, 2]))).toEqual({ value: 0, pValue: 1 });
    expect(() => welchT.score(...numericPair([2, 2], [3, 3]))).toThrow("two constants that differ");
  });
});
