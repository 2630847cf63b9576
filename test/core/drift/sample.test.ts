import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { categoricalSample, numericSample, quantileBins } from "../../../src/core/drift/sample.js";

describe("numericSample", () => {
  it("counts each value into the bin whose upper edge it does not pass", () => {
    const sample = numericSample([-5, 1, 1.5, 2, 99], { kind: "numeric", edges: [1, 2] });
    expect(sample.binCounts).toEqual([2, 2, 1]);
  });

  it("takes NaN as missing, never as a value", () => {
    const sample = numericSample([1, NaN, 3], { kind: "numeric", edges: [2] }, 4);
    expect(sample).toMatchObject({ rows: 2, missing: 5, binCounts: [1, 1], unseen: 0 });
    expect(sample.numeric).toMatchObject({ mean: 2, sd: Math.SQRT2 });
  });

  it("loses no row", () => {
    fc.assert(
      fc.property(fc.array(fc.double()), (values) => {
        const sample = numericSample(values, quantileBins(values));
        expect(sample.rows + sample.missing).toBe(values.length);
        expect(sample.binCounts.reduce((a, b) => a + b, 0)).toBe(sample.rows);
        expect(sample.numeric!.values.weights.reduce((a, b) => a + b, 0)).toBe(sample.rows);
      }),
    );
  });
});

describe("categoricalSample", () => {
  it("counts categories, the rest together, unseen and missing values", () => {
    const bins = { kind: "categorical", categories: ["a", "b"], rest: ["c", "d"], overflow: false } as const;
    const sample = categoricalSample(["a", "c", "b", "d", "a", "new", ""], bins, 1);
    expect(sample).toEqual({ kind: "categorical", rows: 6, missing: 2, binCounts: [2, 1, 2], unseen: 1 });
  });
});

describe("quantileBins", () => {
  it("cuts 1 ... 100 at 10, 20, ... 90", () => {
    const values = Array.from({ length: 100 }, (_, i) => 100 - i);
    expect(quantileBins(values).edges).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90]);
  });

  it("merges ties and makes no bin beyond the largest value", () => {
    expect(quantileBins([0, 0, 0, 0, 0, 0, 0, 0, 1, 2]).edges).toEqual([0, 1]);
    expect(quantileBins([7, 7, 7]).edges).toEqual([]);
    expect(quantileBins([]).edges).toEqual([]);
  });
});
