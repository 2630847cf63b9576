import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CoMomentSums } from "../../../src/core/profile/co-moments.js";
import { emptyProfile } from "../../../src/core/profile/profile.js";
import { parseProfile, serialiseProfile } from "../../../src/core/profile/serialise.js";

const score = fc.integer({ min: -100, max: 100 });
const rowsOf = (features: number) => fc.array(fc.array(score, { minLength: features, maxLength: features }));

function sumsOf(features: number, rows: readonly (readonly number[])[]) {
  const sums = new CoMomentSums(features);
  const scores = new Int16Array(features * rows.length);
  for (const [r, row] of rows.entries()) for (const [f, value] of row.entries()) scores[f * rows.length + r] = value;
  sums.addRows(scores, rows.length);
  return sums.state();
}

describe("sums for correlations", () => {
  it("add up rows and products by hand", () => {
    // Rows (1, 2) and (3, -4): sums 4 and -2; products 1 + 9, 2 - 12, 4 + 16
    expect(
      sumsOf(2, [
        [1, 2],
        [3, -4],
      ]),
    ).toEqual({ rows: 2, sums: [4, -2], products: [10, -10, 20] });
  });

  it("are the same whatever the parts and their order", () => {
    fc.assert(
      fc.property(rowsOf(3), rowsOf(3), (left, right) => {
        const [a, b] = [sumsOf(3, left), sumsOf(3, right)];
        const forward = new CoMomentSums(3);
        const backward = new CoMomentSums(3);
        for (const part of [a, b]) forward.merge(part);
        for (const part of [b, a]) backward.merge(part);
        expect(forward.state()).toEqual(sumsOf(3, [...left, ...right]));
        expect(backward.state()).toEqual(forward.state());
      }),
      { numRuns: 50 },
    );
  });

  it("come back from their bytes", () => {
    fc.assert(
      fc.property(rowsOf(4), (rows) => {
        const profile = { ...emptyProfile("a", "0123456789abcdef"), coMoments: sumsOf(4, rows) };
        expect(parseProfile(serialiseProfile(profile))).toEqual(profile);
      }),
      { numRuns: 50 },
    );
  });
});
