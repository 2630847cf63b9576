import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { benjaminiHochberg } from "../../../src/core/drift/benjamini-hochberg.js";
import { bonferroni } from "../../../src/core/drift/bonferroni.js";

const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 });

describe("corrections for the number of tests", () => {
  it("bonferroni multiplies by the number, up to 1", () => {
    expect(bonferroni([0.01, 0.3, 0.5])).toEqual([0.03, 0.8999999999999999, 1]);
  });

  it("benjaminiHochberg of 0.01, 0.04, 0.03 is 0.03, 0.04, 0.04: the third of 0.03 x 3/2 is held down by 0.04", () => {
    const corrected = benjaminiHochberg([0.01, 0.04, 0.03]);
    [0.03, 0.04, 0.04].forEach((p, i) => {
      expect(corrected[i]).toBeCloseTo(p, 12);
    });
  });

  it("never makes a p-value smaller, keep the order, and Bonferroni is the stricter", () => {
    fc.assert(
      fc.property(pValues, (all) => {
        const input = Object.freeze([...all]);
        const [strict, loose] = [bonferroni(input), benjaminiHochberg(input)];
        all.forEach((p, i) => {
          expect(loose[i]).toBeGreaterThanOrEqual(p - 1e-15);
          expect(strict[i]).toBeGreaterThanOrEqual(loose[i]! - 1e-12);
          expect(strict[i]).toBeLessThanOrEqual(1);
          all.forEach((other, j) => {
            if (p <= other) expect(loose[i]).toBeLessThanOrEqual(loose[j]!);
          });
        });
      }),
    );
  });

  it("have nothing to correct where there is no test", () => {
    expect([bonferroni([]), benjaminiHochberg([])]).toEqual([[], []]);
  });
});
