import { describe, expect, it } from "vitest";
import { baselineValues, distributionChange, missingChange } from "../../../src/core/verdict/native-change.js";
import { countsOf } from "../../../src/core/verdict/feature-counts.js";
import { baselineOf, categoricalBaseline, numericBaseline, windowOf } from "./stable-world.js";

/** 0, 1, ... 99, each ten times; ten bins. */
const hundred = numericBaseline(
  "x",
  Array.from({ length: 1_000 }, (_, i) => i % 100),
);
const BINS = { kind: "categorical", categories: ["a", "b"], rest: ["c", "d"], overflow: false } as const;
const letters = categoricalBaseline("x", "aaaaabbbcd".repeat(100).split(""), BINS);

function changeOf(
  feature: typeof hundred,
  values: readonly number[] | readonly string[],
  median: number | null = null,
) {
  const sample = windowOf(baselineOf([feature]), 0, { x: values }).features.get("x");
  return distributionChange(feature, baselineValues(feature), {
    counts: countsOf(feature, sample, values.length),
    median,
  });
}

const spread = (from: number, to: number): number[] =>
  Array.from({ length: 200 }, (_, i) => from + (i * (to - from)) / 200);

describe("a change in native units", () => {
  it("is the median's where the whole column moved", () => {
    const change = changeOf(hundred, spread(500, 600), 550);
    expect(change).toEqual({ what: "median", unit: "value", normal: expect.any(Number) as number, now: 550 });
    expect(change!.normal).toBeCloseTo(50, 0);
  });

  it("is the share beyond the reference where a part of the rows left it", () => {
    const change = changeOf(hundred, [...spread(0, 100).slice(0, 140), ...spread(700, 900).slice(0, 60)], 60);
    expect(change).toMatchObject({ what: "values above 99, the largest before,", unit: "share", normal: 0, now: 0.3 });
  });

  it("is the share below the reference where rows became negative", () => {
    const change = changeOf(hundred, [...spread(0, 100).slice(0, 100), ...spread(-9, -1).slice(0, 100)], 25);
    expect(change).toMatchObject({ what: "values below 0, the smallest before,", normal: 0, now: 0.5 });
  });

  it("is the share of the range that moved most where the middle stayed", () => {
    const change = changeOf(hundred, [...new Array<number>(150).fill(49), ...new Array<number>(50).fill(52)], 49);
    expect(change).toMatchObject({ what: "share of values above 39 up to 49,", normal: 0.1, now: 0.75 });
  });

  it("is the share of a category, of the rarer ones, or of unseen ones, whichever moved most", () => {
    expect(changeOf(letters, "abbbbbbbbb".split(""))).toMatchObject({ what: 'share of "b"', normal: 0.3, now: 0.9 });
    expect(changeOf(letters, "aaaabbcccc".split(""))).toMatchObject({
      what: "share of all rarer categories",
      normal: 0.2,
      now: 0.4,
    });
    expect(changeOf(letters, "aaaabbczzz".split(""))).toMatchObject({
      what: "values never seen before",
      normal: 0,
      now: 0.3,
    });
  });

  it("is null without rows", () => {
    expect(changeOf(hundred, [NaN, NaN])).toBeNull();
    expect(missingChange(baselineValues(hundred).counts, countsOf(hundred, undefined, 0))).toBeNull();
  });

  it("of missing values is their share before and now", () => {
    const counts = countsOf(hundred, undefined, 40);
    expect(missingChange(baselineValues(hundred).counts, counts)).toEqual({
      what: "missing values",
      unit: "share",
      normal: 0,
      now: 1,
    });
  });
});
