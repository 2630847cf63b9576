import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { WeightedValues } from "../../../src/contracts/drift.js";
import { countWeighted, numericEdges } from "../../../src/core/baseline/numeric-bins.js";

import { tableOf } from "../summaries/arbitrary-numbers.js";
import { times } from "./learned.js";

function weighted(values: readonly number[]): WeightedValues {
  const table = tableOf(values);
  return { values: table.values, weights: table.counts, rankError: 0 };
}

const upTo = (n: number, from = 1) => Array.from({ length: n }, (_, i) => i + from);

describe("numeric bins", () => {
  it.each([
    { why: "1 to 100 have the deciles as edges", values: upTo(100), edges: [10, 20, 30, 40, 50, 60, 70, 80, 90] },
    { why: "one value has no edge", values: times(9, 5), edges: [] },
    { why: "no value has no edge", values: [], edges: [] },
    {
      // 60 of 100 are 0, which ends six tenths; 1 to 40 go on with a tenth every ten values.
      why: "a value with six tenths of the rows is a bin",
      values: [...times(60, 0), ...upTo(40)],
      edges: [0, 10, 20, 30],
    },
    {
      // 1 to 30, then 40 times 50, then 61 to 90: edges at 10, 20, 30 (the value below 50), 50, 70, 80.
      why: "a heavy value in the middle has an edge on either side",
      values: [...upTo(30), ...times(40, 50), ...upTo(30, 61)],
      edges: [10, 20, 30, 50, 70, 80],
    },
    {
      // Two of 100 rows lie below the 98 zeros: too few for a bin, so they share the one of 0.
      why: "a few values beside a heavy one share its bin",
      values: [-2, -1, ...times(98, 0)],
      edges: [],
    },
    {
      // 0 has 50, 1 to 4 together 4 (less than half a tenth) and join the heavy value below them, 9 has 46.
      why: "a few values between two heavy ones join the lower",
      values: [...times(50, 0), ...upTo(4), ...times(46, 9)],
      edges: [4],
    },
    {
      // 52 of 100 are 0; 1 to 48: a tenth ends at 8 (rank 60), 18, 28, 38.
      why: "what is left over beside a heavy value keeps the places of the deciles",
      values: [...times(52, 0), ...upTo(48)],
      edges: [0, 8, 18, 28, 38],
    },
  ])("$why", ({ values, edges }) => {
    expect(numericEdges(weighted(values))).toEqual(edges);
  });

  it("hold at least half a tenth of the rows each, unless everything is in one", () => {
    const values = fc.array(
      fc.oneof(
        fc.integer({ min: -3, max: 3 }),
        fc.integer({ min: -50, max: 50 }),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
      ),
      { minLength: 1, maxLength: 300 },
    );
    fc.assert(
      fc.property(values, (raw) => {
        const sample = weighted(raw.map((x) => x + 0));
        const edges = numericEdges(sample);
        const counts = countWeighted(sample, edges);
        expect(edges).toEqual([...new Set(edges)].sort((a, b) => a - b));
        expect(counts.reduce((a, b) => a + b, 0)).toBe(raw.length);
        expect(counts).toHaveLength(edges.length + 1);
        expect(edges.length).toBeLessThan(20);
        if (edges.length > 0) expect(Math.min(...counts)).toBeGreaterThanOrEqual(raw.length / 20);
      }),
    );
  });

  it("leave a value with a tenth of the rows or more alone, but for too few neighbours", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 50, maxLength: 200 }), (raw) => {
        const sample = weighted(raw);
        const counts = countWeighted(sample, numericEdges(sample));
        for (const weight of sample.weights.filter((w) => w >= raw.length / 10)) {
          expect(counts.some((count) => count >= weight && count < weight + raw.length / 10)).toBe(true);
        }
      }),
    );
  });
});

describe("counts of weighted values", () => {
  it("put a value on an edge into the bin below it", () => {
    const sample = { values: Float64Array.of(1, 2, 3), weights: Float64Array.of(4, 5, 6), rankError: 0 };
    expect(countWeighted(sample, [2])).toEqual([9, 6]);
  });
});
