import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  pooledPoints,
  weightOutside,
  weightedMedian,
  weightedValuesOf,
} from "../../../src/core/drift/weighted-values.js";

describe("weightedValuesOf", () => {
  it("sorts and counts equal values", () => {
    const { values, weights, rankError } = weightedValuesOf([3, 1, 3, -2]);
    expect([...values]).toEqual([-2, 1, 3]);
    expect([...weights]).toEqual([1, 1, 2]);
    expect(rankError).toBe(0);
  });

  it("refuses NaN, which has no place in an order", () => {
    expect(() => weightedValuesOf([1, NaN])).toThrow("a sample expects numbers, got NaN");
  });
});

describe("pooledPoints", () => {
  it("gives both distribution functions at every distinct value, as counting does", () => {
    const numbers = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(numbers, numbers, (reference, current) => {
        const share = (values: number[], x: number): number => values.filter((v) => v <= x).length / values.length;
        const points = [...pooledPoints(weightedValuesOf(reference), weightedValuesOf(current))];
        expect(points.map(({ value }) => value)).toEqual(
          [...new Set([...reference, ...current])].sort((a, b) => a - b),
        );
        for (const { value, referenceCdf, currentCdf } of points) {
          expect(referenceCdf).toBeCloseTo(share(reference, value), 12);
          expect(currentCdf).toBeCloseTo(share(current, value), 12);
        }
      }),
    );
  });

  it("ends also on a value that is no number", () => {
    const broken = { values: Float64Array.of(1, NaN), weights: Float64Array.of(1, 1), rankError: 0 };
    expect([...pooledPoints(broken, weightedValuesOf([1, 2]))].length).toBeLessThanOrEqual(4);
  });
});

describe("weightedMedian and weightOutside", () => {
  it("take the smallest value that half of the rows reach", () => {
    expect(weightedMedian(weightedValuesOf([1, 2, 3, 4]))).toBe(2);
    expect(weightedMedian(weightedValuesOf([5, 1, 5, 5]))).toBe(5);
    expect(weightedMedian(weightedValuesOf([]))).toBeNaN();
  });

  it("count rows beyond both bounds, bounds excluded", () => {
    expect(weightOutside(weightedValuesOf([0, 1, 2, 3, 3]), 1, 2)).toEqual({ below: 1, above: 2 });
  });
});
