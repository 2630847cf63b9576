import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { betaBinomialCdf, betaBinomialSf } from "../../../src/core/probability/beta-binomial-sf.js";
import { binomialCdf, binomialSf } from "../../../src/core/probability/binomial-sf.js";
import { chiSquaredSf } from "../../../src/core/probability/chi-squared-sf.js";
import { DomainError } from "../../../src/core/probability/domain-error.js";
import { fSf } from "../../../src/core/probability/f-sf.js";
import { kolmogorovSf } from "../../../src/core/probability/kolmogorov-sf.js";
import { logGamma } from "../../../src/core/probability/log-gamma.js";
import { normalCdf, normalSf } from "../../../src/core/probability/normal-cdf.js";
import { normalQuantile } from "../../../src/core/probability/normal-quantile.js";
import { regularizedBeta } from "../../../src/core/probability/regularized-beta.js";
import { regularizedGammaP, regularizedGammaQ } from "../../../src/core/probability/regularized-gamma.js";
import { studentTSf } from "../../../src/core/probability/student-t-sf.js";

describe("limits", () => {
  it.each([
    { what: "normal tail at infinity", value: normalSf(Infinity), expected: 0 },
    { what: "normal tail at minus infinity", value: normalSf(-Infinity), expected: 1 },
    { what: "normal quantile of 0", value: normalQuantile(0), expected: -Infinity },
    { what: "normal quantile of 1", value: normalQuantile(1), expected: Infinity },
    { what: "t tail at infinity", value: studentTSf(Infinity, 3), expected: 0 },
    { what: "t with infinite df is normal", value: studentTSf(1.5, Infinity), expected: normalSf(1.5) },
    { what: "F with infinite d2 is chi-squared / d1", value: fSf(2, 3, Infinity), expected: chiSquaredSf(6, 3) },
    { what: "F below its support", value: fSf(-1, 3, 4), expected: 1 },
    { what: "F at infinity", value: fSf(Infinity, 3, 4), expected: 0 },
    { what: "chi-squared below its support", value: chiSquaredSf(-1, 3), expected: 1 },
    { what: "chi-squared at infinity", value: chiSquaredSf(Infinity, 3), expected: 0 },
    { what: "Kolmogorov at 0", value: kolmogorovSf(0), expected: 1 },
    { what: "beta at 0", value: regularizedBeta(0, 2, 3), expected: 0 },
    { what: "beta at 1", value: regularizedBeta(1, 2, 3), expected: 1 },
    { what: "gamma at 0", value: regularizedGammaQ(2, 0), expected: 1 },
    { what: "binomial without trials", value: binomialSf(0, 0, 0.5), expected: 0 },
    { what: "binomial with p = 0", value: binomialSf(0, 9, 0), expected: 0 },
    { what: "binomial with p = 1", value: binomialSf(8, 9, 1), expected: 1 },
    { what: "beta-binomial without trials", value: betaBinomialSf(0, 0, 1, 1), expected: 0 },
  ])("$what is $expected", ({ value, expected }) => {
    expect(value).toBe(expected);
  });

  it.each([normalSf, normalCdf, normalQuantile, kolmogorovSf])("%o of NaN is NaN", (call) => {
    expect(call(NaN)).toBeNaN();
  });

  it.each([
    () => logGamma(0),
    () => normalQuantile(1.5),
    () => regularizedGammaP(0, 1),
    () => regularizedGammaQ(1, -1),
    () => regularizedBeta(1.2, 1, 1),
    () => regularizedBeta(0.5, 0, 1),
    () => chiSquaredSf(1, 0),
    () => studentTSf(1, -2),
    () => fSf(1, 1, NaN),
    () => binomialSf(1, 2.5, 0.5),
    () => binomialCdf(1, 2, 1.5),
    () => betaBinomialSf(1, 2, 0, 1),
    () => betaBinomialCdf(1, 2, 1, Infinity),
  ])("parameters without a distribution are refused by name (%o)", (call) => {
    expect(call).toThrow(DomainError);
  });
});

describe("laws", () => {
  it("the quantile inverts the distribution function on both sides", () => {
    fc.assert(
      fc.property(fc.double({ min: -37, max: 8, noNaN: true }), (x) => {
        // Above 0 the probability itself is only known to 1e-16, which moves x by 1e-16 / density.
        const spacing = x > 0 ? 2e-16 * Math.sqrt(2 * Math.PI) * Math.exp((x * x) / 2) : 0;
        expect(Math.abs(normalQuantile(normalCdf(x)) - x)).toBeLessThan(1e-13 * (1 + Math.abs(x)) + spacing);
      }),
    );
  });

  it("upper and lower tails add up to one", () => {
    const share = fc.double({ min: 0.001, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }), share, (k, n, p) => {
        expect(binomialSf(k, n, p) + binomialCdf(k, n, p)).toBeCloseTo(1, 12);
        expect(betaBinomialSf(k, n, 20 * p, 20 - 20 * p) + betaBinomialCdf(k, n, 20 * p, 20 - 20 * p)).toBeCloseTo(
          1,
          11,
        );
        expect(regularizedGammaP(n + p, k + p) + regularizedGammaQ(n + p, k + p)).toBeCloseTo(1, 12);
      }),
    );
  });

  it("the beta-binomial becomes binomial as its spread vanishes", () => {
    for (const k of [0, 3, 8])
      expect(betaBinomialSf(k, 30, 1e9 * 0.1, 1e9 * 0.9)).toBeCloseTo(binomialSf(k, 30, 0.1), 7);
  });
});
