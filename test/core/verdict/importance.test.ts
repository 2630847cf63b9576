import { describe, expect, it } from "vitest";
import { importanceShares } from "../../../src/core/verdict/importance.js";
import { baselineOf, numericBaseline } from "./stable-world.js";

const baseline = baselineOf(["a", "b", "__proto__", "d"].map((name) => numericBaseline(name, [1, 2, 3])));
const shares = (given: Record<string, number>): number[] =>
  importanceShares(baseline, new Map(Object.entries(given))).map((share) => Number(share.toFixed(4)));

describe("importance", () => {
  it("is shared equally where nothing is known", () => {
    expect(shares({})).toEqual([0.25, 0.25, 0.25, 0.25]);
  });

  it("gives features that are not named the mean of those that are", () => {
    // Weights 3, 1, 2, 2.
    expect(shares({ a: 3, b: 1 })).toEqual([0.375, 0.125, 0.25, 0.25]);
  });

  it("leaves no feature below a fifth of the equal share", () => {
    // Shares 1, 0, 0, 0 with a floor of 0.05: 1 / 1.15 and 0.05 / 1.15.
    const given = new Map([
      ["a", 5],
      ["b", 0],
      ["__proto__", 0],
      ["d", 0],
    ]);
    const floored = importanceShares(baseline, given);
    expect(floored[0]).toBeCloseTo(1 / 1.15, 12);
    expect(floored[3]).toBeCloseTo(0.05 / 1.15, 12);
  });

  it("is equal where all are given as 0", () => {
    const given = new Map(baseline.features.map(({ name }) => [name, 0]));
    expect(importanceShares(baseline, given)).toEqual([0.25, 0.25, 0.25, 0.25]);
  });
});
