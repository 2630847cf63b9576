import fc from "fast-check";
import { sampleStandardDeviation, mean as meanOf } from "simple-statistics";
import { describe, expect, it } from "vitest";
import {
  mergeMoments,
  momentsOf,
  NO_MOMENTS,
  sampleDeviation,
  sampleVariance,
} from "../../../src/core/summaries/moments.js";

const measured = fc.array(
  fc.oneof(fc.integer({ min: -1000, max: 1000 }), fc.double({ min: -1e6, max: 1e6, noNaN: true })),
);
const of = (...values: number[]) => momentsOf(Float64Array.from(values));

describe("moments", () => {
  it.each([
    {
      why: "1, 2, 3, 4: mean 2.5, squares 2.25 + 0.25 + 0.25 + 2.25 = 5 by hand",
      values: [1, 2, 3, 4],
      mean: 2.5,
      m2: 5,
    },
    { why: "one value deviates by nothing", values: [7], mean: 7, m2: 0 },
    { why: "equal values have their value as mean, not a rounded one", values: [0.1, 0.1, 0.1], mean: 0.1, m2: 0 },
    {
      why: "values at an offset of 1e9 keep the variance of 0, 1, 2, 3",
      values: [1e9, 1e9 + 1, 1e9 + 2, 1e9 + 3],
      mean: 1e9 + 1.5,
      m2: 5,
    },
    {
      why: "2^52 and 2^52 + 1 deviate by a half each although their mean is no double",
      values: [2 ** 52, 2 ** 52 + 1],
      mean: 2 ** 52,
      m2: 0.5,
    },
    { why: "a sum beyond a double has a finite mean", values: [1.6e308, 1.6e308], mean: 1.6e308, m2: 0 },
  ])("$why", ({ values, mean, m2 }) => {
    expect(of(...values)).toEqual({
      count: values.length,
      mean,
      m2,
      min: Math.min(...values),
      max: Math.max(...values),
    });
  });

  it("keeps the variance of a million values at an offset of 1e9 to eight digits", () => {
    // 0, 1, ..., 9 again and again: variance 8.25 with n.
    const values = Float64Array.from({ length: 1_000_000 }, (_, i) => 1e9 + (i % 10));
    let merged = NO_MOMENTS;
    for (let from = 0; from < values.length; from += 1_000)
      merged = mergeMoments(merged, momentsOf(values.subarray(from, from + 1_000)));
    expect(merged.m2 / merged.count).toBeCloseTo(8.25, 8);
    expect(merged.mean).toBeCloseTo(1e9 + 4.5, 6);
  });

  it("has no variance below two values", () => {
    expect(sampleVariance(of(3))).toBeNaN();
    expect(sampleDeviation(NO_MOMENTS)).toBeNaN();
  });

  it("reports a spread beyond a double as infinite, never as NaN", () => {
    const merged = mergeMoments(of(-1.7e308), of(1.7e308));
    expect(merged).toEqual({ count: 2, mean: 0, m2: Infinity, min: -1.7e308, max: 1.7e308 });
  });

  it("agrees with simple-statistics", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 2 }), (values) => {
        const moments = momentsOf(Float64Array.from(values));
        expect(moments.mean).toBeCloseTo(meanOf(values), 9);
        expect(sampleDeviation(moments)).toBeCloseTo(sampleStandardDeviation(values), 6);
      }),
    );
  });

  it("merged are those of all values at once, in whatever groups", () => {
    fc.assert(
      fc.property(fc.array(measured), (groups) => {
        const merged = groups.map((group) => momentsOf(Float64Array.from(group))).reduce(mergeMoments, NO_MOMENTS);
        const all = momentsOf(Float64Array.from(groups.flat()));
        expect([merged.count, merged.min, merged.max]).toEqual([all.count, all.min, all.max]);
        expect(Math.abs(merged.mean - all.mean)).toBeLessThanOrEqual(1e-12 * 1e6);
        expect(Math.abs(merged.m2 - all.m2)).toBeLessThanOrEqual(1e-10 * (1 + all.m2));
      }),
    );
  });

  it("merge the same both ways round, to the last bit, and nothing changes nothing", () => {
    fc.assert(
      fc.property(measured, measured, (a, b) => {
        const [left, right] = [momentsOf(Float64Array.from(a)), momentsOf(Float64Array.from(b))];
        expect(mergeMoments(left, right)).toEqual(mergeMoments(right, left));
        expect(mergeMoments(left, NO_MOMENTS)).toEqual(left);
      }),
    );
  });
});
