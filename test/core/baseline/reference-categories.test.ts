import { describe, expect, it } from "vitest";
import { categoryFloor, referenceCategories } from "../../../src/core/baseline/reference-categories.js";
import { keyedHash } from "../../../src/core/profile/keyed-hash.js";
import type { ProfileOptions } from "../../../src/core/profile/options.js";
import { columnProfile, OPTIONS, type Cell } from "../profile/record-batches.js";
import { times } from "./learned.js";

const hash = keyedHash(OPTIONS.hashKey);

function categoriesOf(cells: readonly Cell[], floor = 0.01, sensitive = false, options: Partial<ProfileOptions> = {}) {
  return referenceCategories(columnProfile(cells, options), floor, sensitive, hash);
}

describe("floor of categories", () => {
  it.each([
    { why: "unknown windows: 0.01", rows: undefined, expected: 0.01 },
    { why: "15 / 1,000", rows: 1_000, expected: 0.015 },
    { why: "never below 0.01", rows: 100_000, expected: 0.01 },
    { why: "never above 0.2", rows: 8, expected: 0.2 },
  ])("is $why", ({ rows, expected }) => {
    expect(categoryFloor(rows)).toBe(expected);
  });
});

describe("categories of a reference", () => {
  it("have a bin each at or above the floor, most frequent first; the others share the rest", () => {
    const cells = [...times(500, "a"), ...times(470, "b"), ...times(20, "c"), ...times(10, "d")];
    expect(categoriesOf(cells, 0.02)).toEqual({
      bins: { kind: "categorical", categories: ["a", "b", "c"], rest: [hash("d")], overflow: false },
      binCounts: [500, 470, 20, 10],
    });
  });

  it("give the smallest kept one to a rest that is below half the floor", () => {
    const cells = [...times(500, "a"), ...times(400, "b"), ...times(91, "c"), ...times(9, "d")];
    const { bins, binCounts } = categoriesOf(cells, 0.02);
    expect(bins).toMatchObject({ categories: ["a", "b"], rest: ["c", hash("d")] });
    expect(binCounts).toEqual([500, 400, 100]);
  });

  it("keep the only one even where the rest is tiny, and leave the rest empty where there is none", () => {
    expect(categoriesOf([...times(995, "a"), ...times(5, "b")]).binCounts).toEqual([995, 5]);
    expect(categoriesOf([...times(60, "a"), ...times(40, "b")])).toMatchObject({
      bins: { categories: ["a", "b"], rest: [] },
      binCounts: [60, 40, 0],
    });
  });

  it("are named when seen 20 times, in a column with less than 5 % distinct values, that isn't sensitive", () => {
    const often = [...times(500, "a"), ...times(20, "b"), ...times(19, "c")];
    expect(categoriesOf(often).bins).toMatchObject({ categories: ["a", "b", hash("c")] });
    expect(categoriesOf(often, 0.01, true).bins).toMatchObject({ categories: [hash("a"), hash("b"), hash("c")] });
    // 5 of 100 values are distinct: exactly 5 %, which is not less.
    const few = [...times(60, "a"), ...times(37, "b"), "c", "d", "e"];
    expect(categoriesOf(few).bins).toMatchObject({
      categories: expect.arrayContaining([hash("a"), hash("b")]) as string[],
    });
  });

  it("stay keyed hashes where the profile holds no more than that", () => {
    const { bins } = categoriesOf(times(100, "a"), 0.01, false, { sensitive: ["x"] });
    expect(bins).toMatchObject({ categories: [hash("a")] });
  });

  it("are numbers and booleans too, by their text", () => {
    const { bins } = categoriesOf([...times(50, 1), ...times(40, 2.5), ...times(30, true), ...times(25, "x")]);
    expect(bins).toMatchObject({ categories: ["1", "2.5", "true", "x"] });
  });

  it("count everything that isn't listed in the rest and say that there was more", () => {
    const cells = [...times(5_000, "a"), ...Array.from({ length: 5_000 }, (_, i) => `id-${i}`)];
    const { bins, binCounts } = categoriesOf(cells);
    expect(bins.overflow).toBe(true);
    expect(bins.categories).toEqual([hash("a")]);
    // Counts beyond the cap are too low by at most rows / (cap + 1) = 9.99.
    expect(binCounts[0]).toBeGreaterThanOrEqual(4_990);
    expect(binCounts.reduce((a, b) => a + b, 0)).toBe(10_000);
  });

  it("overflow where numbers were too many to be counted one by one", () => {
    const cells = [...times(600, "a"), ...Array.from({ length: 600 }, (_, i) => i)];
    const { bins, binCounts } = categoriesOf(cells);
    expect(bins.overflow).toBe(true);
    expect(binCounts).toEqual([600, 600]);
  });
});
