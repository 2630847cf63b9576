import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binOf, mergeTallies, rowsOf, type Tally, TallyBuilder } from "../../../src/core/quality/tally.js";

function tallyOf(values: readonly (readonly [number, number])[], limit: number): Tally {
  const builder = new TallyBuilder("unit", 2, limit);
  for (const [value, counter] of values) builder.add(value, counter);
  return builder.finish();
}

const values = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(1)), { maxLength: 30 });

describe("tally", () => {
  it("counts values one by one up to its limit, and in bins beyond", () => {
    const rows = [
      [0.25, 0],
      [0.25, 1],
      [0.75, 1],
    ] as const;
    expect(tallyOf(rows, 2)).toMatchObject({
      exact: true,
      keys: [0.25, 0.75],
      counts: [
        [1, 0],
        [1, 1],
      ],
    });
    expect(tallyOf(rows, 1).exact).toBe(false);
    expect(rowsOf(tallyOf(rows, 1), 1)).toBe(2);
  });

  it("is the same whatever was merged in which order", () => {
    fc.assert(
      fc.property(values, values, values, (a, b, c) => {
        const [x, y, z] = [tallyOf(a, 5), tallyOf(b, 5), tallyOf(c, 5)];
        const all = tallyOf([...a, ...b, ...c], 5);
        expect(mergeTallies(mergeTallies(x, y), z)).toEqual(all);
        expect(mergeTallies(z, mergeTallies(y, x))).toEqual(all);
      }),
    );
  });

  it("puts values into bins in their order, none wider than 1/256 of the distance to the nearer end", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        expect(binOf(low, "unit")).toBeLessThanOrEqual(binOf(high, "unit"));
        const key = binOf(a, "unit");
        expect(Math.abs(key - a)).toBeLessThanOrEqual(Math.max(2 ** -32, Math.min(a, 1 - a) / 256));
        expect(binOf(key, "unit")).toBe(key);
      }),
      { numRuns: 500 },
    );
  });

  it("bins of positive numbers reach over the whole range of doubles", () => {
    for (const value of [0, 5e-324, 1e-300, 0.7, 3, 12_345.678, 1e300, Number.MAX_VALUE]) {
      const key = binOf(value, "positive");
      expect(key).toBeLessThanOrEqual(value);
      // Below the normal doubles digits run out.
      if (value > 1e-307) expect(value - key).toBeLessThanOrEqual(key / 256);
    }
  });
});
