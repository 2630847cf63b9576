import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  kindCountsOf,
  mergeKindCounts,
  NO_KINDS,
  numericCells,
  valuedCells,
} from "../../../src/core/summaries/kind-counts.js";

const counts = fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat(), fc.nat(), fc.nat()).map(kindCountsOf);

describe("kind counts", () => {
  it("name the cells by what they held", () => {
    const kinds = kindCountsOf([1, 2, 3, 4, 5, 6]);
    expect(kinds).toEqual({ missing: 1, integer: 2, fractional: 3, boolean: 4, text: 5, bigInteger: 6 });
    expect([numericCells(kinds), valuedCells(kinds)]).toEqual([2 + 3 + 6, 2 + 3 + 6 + 4 + 5]);
  });

  it("add up whichever way round and in whatever groups, and nothing adds nothing", () => {
    fc.assert(
      fc.property(counts, counts, counts, (a, b, c) => {
        expect(mergeKindCounts(a, b)).toEqual(mergeKindCounts(b, a));
        expect(mergeKindCounts(mergeKindCounts(a, b), c)).toEqual(mergeKindCounts(a, mergeKindCounts(b, c)));
        expect(mergeKindCounts(a, NO_KINDS)).toEqual(a);
        expect(mergeKindCounts(a, b).text).toBe(a.text + b.text);
      }),
    );
  });
});
