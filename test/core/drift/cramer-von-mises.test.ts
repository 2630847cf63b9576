import { describe, expect, it } from "vitest";
import { cramerVonMises } from "../../../src/core/drift/cramer-von-mises.js";
import { cramerVonMisesLimitSf, cramerVonMisesP } from "../../../src/core/drift/cramer-von-mises-law.js";
import { numericPair } from "./samples.js";

describe("cramer-von-mises", () => {
  it("of {1, 2} and {3, 4} is 4/16 (1/4 + 1 + 1/4 + 0), and a third of all orders are as far apart", () => {
    const { value, pValue } = cramerVonMises.score(...numericPair([1, 2], [3, 4]));
    expect(value).toBeCloseTo(0.25 * 1.5, 12);
    expect(pValue).toBeCloseTo(2 / 6, 12);
  });

  it("reads both distribution functions at ties: {1, 2} and {2, 3}", () => {
    // At 1: 1/2 apart, one row; at 2: 1 against 1/2, two rows; at 3: equal.
    expect(cramerVonMises.score(...numericPair([1, 2], [2, 3])).value).toBeCloseTo(0.25 * 0.75, 12);
  });
});

describe("the law of Cramer-von Mises", () => {
  it("reaches its textbook quantiles", () => {
    // Anderson and Darling (1952), table 1: 0.46136 at 5 %, 0.74346 at 1 %, 1.16786 at 0.1 %.
    expect(cramerVonMisesLimitSf(0.46136)).toBeCloseTo(0.05, 5);
    expect(cramerVonMisesLimitSf(0.74346)).toBeCloseTo(0.01, 5);
    expect(cramerVonMisesLimitSf(1.16786)).toBeCloseTo(0.001, 5);
  });

  it("stays positive and falls far out in the tail", () => {
    const tails = [1, 5, 20, 50].map(cramerVonMisesLimitSf);
    for (let i = 1; i < tails.length; i++) expect(tails[i]).toBeLessThan(tails[i - 1]!);
    expect(tails.at(-1)).toBeGreaterThan(0);
  });

  it("is certain of the smallest statistics", () => {
    expect(cramerVonMisesP(0, 50, 50, false)).toBe(1);
    expect(cramerVonMisesLimitSf(0.001)).toBe(1);
  });
});
