import { describe, expect, it } from "vitest";
import { effectOf } from "../../../src/core/drift/effect.js";
import { numericSample, quantileBins } from "../../../src/core/drift/sample.js";
import { drawMany, normals } from "./seeded-random.js";
import { counted, numericPair } from "./samples.js";

const normal = normals(13);
const sample = (rows: number, shift: number): number[] => drawMany(rows, () => normal() + shift);

describe("the effect of a change, in standard deviations", () => {
  it.each([0.1, 0.25, 0.5])("is about %d for a shift of so much in normal values", (shift) => {
    const effect = effectOf("bins", ...numericPair(sample(50_000, 0), sample(50_000, shift)));
    expect(effect / shift).toBeGreaterThan(0.9);
    expect(effect / shift).toBeLessThan(1.1);
  });

  it("is near 0 on unchanged windows however small they are: chance is taken off", () => {
    const values = sample(50_000, 0);
    const bins = quantileBins(values);
    const reference = numericSample(values, bins);
    const effects = drawMany(200, () => effectOf("bins", reference, numericSample(sample(200, 0), bins)));
    const mean = effects.reduce((sum, effect) => sum + effect, 0) / effects.length;
    expect(mean).toBeLessThan(0.1);
  });

  it("is Cohen's h for missing values: 1 % to 10 %", () => {
    expect(effectOf("missing", counted([9_900], 0, 100), counted([9_000], 0, 1_000))).toBeCloseTo(0.443, 3);
  });

  it("sees unseen categories: 15 % of the rows", () => {
    expect(effectOf("bins", counted([5_000, 5_000]), counted([425, 425], 150))).toBeCloseTo(0.77, 1);
  });

  it("is 0 without rows", () => {
    expect(effectOf("bins", counted([50, 50]), counted([0, 0]))).toBe(0);
    expect(effectOf("missing", counted([50, 50]), counted([0, 0]))).toBe(0);
  });
});
