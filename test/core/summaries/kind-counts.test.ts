import { describe, expect, it } from "vitest";
import { kindCountsOf, numericCells, valuedCells } from "../../../src/core/summaries/kind-counts.js";

describe("kind counts", () => {
  it("name the cells by what they held", () => {
    const kinds = kindCountsOf([1, 2, 3, 4, 5, 6]);
    expect(kinds).toEqual({ missing: 1, integer: 2, fractional: 3, boolean: 4, text: 5, bigInteger: 6 });
    expect([numericCells(kinds), valuedCells(kinds)]).toEqual([2 + 3 + 6, 2 + 3 + 6 + 4 + 5]);
  });

  it("are 0 where nothing was counted", () => {
    expect(valuedCells(kindCountsOf([]))).toBe(0);
  });
});
