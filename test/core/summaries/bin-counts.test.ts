import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countSorted } from "../../../src/core/summaries/bin-counts.js";
import { ascending, numbers } from "./arbitrary-numbers.js";

function countsOf(values: readonly number[], edges: readonly number[]): number[] {
  const counts = new Float64Array(edges.length + 1);
  countSorted(ascending(values), values.length, edges, counts);
  return Array.from(counts);
}

/** The definition: bin i holds edges[i-1] < x <= edges[i]. */
function byDefinition(values: readonly number[], edges: readonly number[]): number[] {
  const limits = [-Infinity, ...edges, Infinity];
  return limits.slice(1).map((high, i) => values.filter((x) => x > limits[i]! && x <= high).length);
}

describe("bin counts", () => {
  it("put a value on an edge into the bin below it, and leave the outer bins open", () => {
    expect(countsOf([-5, 0, 1, 1, 1.5, 2, 99], [1, 2])).toEqual([4, 2, 1]);
  });

  it("hold everything in one bin where there is no edge", () => {
    expect(countsOf([3, 1, 2], [])).toEqual([3]);
  });

  it("are what the definition of half-open bins says, for any values and edges", () => {
    fc.assert(
      fc.property(numbers, numbers, (values, candidates) => {
        const edges = [...new Set(candidates)].sort((a, b) => a - b).slice(0, 20);
        expect(countsOf(values, edges)).toEqual(byDefinition(values, edges));
      }),
    );
  });
});
