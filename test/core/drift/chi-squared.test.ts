import { describe, expect, it } from "vitest";
import { chiSquared } from "../../../src/core/drift/chi-squared.js";
import { contingencyCells } from "../../../src/core/drift/contingency.js";
import { gTest } from "../../../src/core/drift/g-test.js";
import { counted } from "./samples.js";

describe("chi-squared", () => {
  it("of 50/50 and 90/10 is 2 (20^2/70 + 20^2/30), expected 70 and 30 on both sides", () => {
    const { value } = chiSquared.score(counted([50, 50]), counted([90, 10]));
    expect(value).toBeCloseTo(2 * (400 / 70 + 400 / 30), 12);
  });

  it("counts unseen categories as a cell", () => {
    expect(chiSquared.score(counted([100, 100]), counted([40, 40], 20)).pValue).toBeLessThan(1e-9);
  });

  it("is 0 with p = 1 where every row of both samples lies in one bin", () => {
    expect(chiSquared.score(counted([100, 0]), counted([40, 0]))).toEqual({ value: 0, pValue: 1 });
    expect(gTest.score(counted([100, 0]), counted([40, 0]))).toEqual({ value: 0, pValue: 1 });
  });

  it("refuses samples too small for any two cells of five expected rows", () => {
    expect(() => chiSquared.score(counted([500, 500]), counted([3, 3]))).toThrow(
      "chi-squared expects at least 10 rows, got 6",
    );
  });
});

describe("contingencyCells", () => {
  it("adds the smallest cell to the next smallest until five rows are expected everywhere", () => {
    // 100 of 1,100 rows are the window's, so a cell needs 55 rows in all: 11 + 22 = 33 joins 44 to 77.
    const cells = contingencyCells("chi-squared", counted([10, 20, 40, 430, 500]), counted([1, 2, 4, 43, 50]));
    expect(cells).toEqual({ reference: [70, 430, 500], current: [7, 43, 50] });
  });

  it("keeps every row", () => {
    const cells = contingencyCells("chi-squared", counted([3, 9, 1, 400, 2, 85]), counted([1, 0, 4, 60, 5, 30], 7));
    expect(cells.reference.reduce((a, b) => a + b)).toBe(500);
    expect(cells.current.reduce((a, b) => a + b)).toBe(107);
  });
});
