import { describe, expect, it } from "vitest";
import { kolmogorovSmirnov } from "../../../src/core/drift/kolmogorov-smirnov.js";
import { kolmogorovSmirnovP } from "../../../src/core/drift/kolmogorov-smirnov-law.js";
import { numericSample, quantileBins } from "../../../src/core/drift/sample.js";
import { drawMany, normals } from "./seeded-random.js";
import { numericPair } from "./samples.js";

describe("kolmogorov-smirnov", () => {
  it.each([
    // Of the 20 orders of 3 + 3 values two keep the samples apart.
    { why: "apart", reference: [1, 2, 3], current: [4, 5, 6], value: 1, pValue: 2 / 20 },
    // D >= 1/3 whatever the order.
    { why: "alternating", reference: [1, 3, 5], current: [2, 4, 6], value: 1 / 3, pValue: 1 },
  ])("has its exact p-value for samples $why", ({ reference, current, value, pValue }) => {
    const score = kolmogorovSmirnov.score(...numericPair(reference, current));
    expect(score.value).toBeCloseTo(value, 12);
    expect(score.pValue).toBeCloseTo(pValue, 12);
  });

  it("compares ties at the shared value: {1, 1, 2} and {1, 2, 2} are a third apart", () => {
    expect(kolmogorovSmirnov.score(...numericPair([1, 1, 2], [1, 2, 2])).value).toBeCloseTo(1 / 3, 12);
  });

  it("takes rank errors off before it asks how unlikely the distance is", () => {
    const normal = normals(5);
    const values = drawMany(300, normal);
    const bins = quantileBins(values);
    const [from, to] = [numericSample(values, bins), numericSample(drawMany(200, normal), bins)];
    const rounded = { ...to, numeric: { ...to.numeric!, values: { ...to.numeric!.values, rankError: 0.02 } } };
    const { value, pValue } = kolmogorovSmirnov.score(from, rounded);
    expect(value).toBe(kolmogorovSmirnov.score(from, to).value);
    expect(pValue).toBe(kolmogorovSmirnovP(value - 0.02, 300, 200, false));
  });
});

describe("the law of Kolmogorov-Smirnov", () => {
  it("agrees with its limit for large samples", () => {
    for (const distance of [0.04, 0.06, 0.08]) {
      const [exact, limit] = [true, false].map((raw) => kolmogorovSmirnovP(distance, 1_000, 1_000, raw));
      expect(limit! / exact!).toBeGreaterThan(0.93);
      expect(limit! / exact!).toBeLessThan(1.07);
    }
  });

  it("stays above 0 far out in the tail", () => {
    expect(kolmogorovSmirnovP(0.9, 500, 500, true)).toBeGreaterThan(0);
    expect(kolmogorovSmirnovP(0.9, 500, 500, true)).toBeLessThan(1e-100);
  });
});
