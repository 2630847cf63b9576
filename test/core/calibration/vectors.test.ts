import { describe, expect, it } from "vitest";
import { fitVariance } from "../../../src/core/calibration/fit/fit-variance.js";
import { lensLimit } from "../../../src/core/calibration/limits/lens-limit.js";
import { trendLimit } from "../../../src/core/calibration/limits/trend-limit.js";
import { arcsineRate } from "../../../src/core/calibration/scores/arcsine-rate.js";
import { psiNullMean, stabilityOf } from "../../../src/core/drift/psi.js";
import { scoreBasis } from "../../../src/core/calibration/scores/score-basis.js";
import { fToZ, tToZ } from "../../../src/core/calibration/scores/z-scores.js";
import { advanceSum } from "../../../src/core/calibration/judge/trend.js";
import { agrees, vectors } from "./vectors.js";

function expectAgreement(value: number, expected: number): void {
  expect(agrees(value, expected), `${value} for ${expected}`).toBe(true);
}

describe("the reference vectors are reproduced", () => {
  it.each(vectors.tToZ)("t $t with $df degrees of freedom as z", ({ t, df, z }) => {
    expectAgreement(tToZ(t, df), z);
  });

  it.each(vectors.fToZ)("F $y with $d1 and $d2 degrees of freedom as z", ({ y, d1, d2, z }) => {
    expectAgreement(fToZ(y, d1, d2), z);
  });

  it.each(vectors.asinRate)("arcsine rate of $x in $n", ({ x, n, value }) => {
    expectAgreement(arcsineRate(x, n), value);
  });

  it.each(vectors.thresholdLens)("limit of a lens of $k windows, budget $budget", (row) => {
    const limit = lensLimit(row.budget, row.k, row, row.evaluationsPerPeriod);
    expectAgreement(limit, row.h);
  });

  it.each(vectors.thresholdTrend)("limit of the trend over $referenceDays days, budget $budget", (row) => {
    expectAgreement(trendLimit(row.budget, row.referenceDays, row.twoSided)!, row.H);
  });

  it("has no trend below 14 days", () => {
    expect(trendLimit(0.18, 13.9, 135)).toBeNull();
  });

  it("sums daily z in both directions", () => {
    let sums = { up: 0, down: 0 };
    vectors.cusum.z.forEach((z, day) => {
      sums = advanceSum(sums, z);
      expectAgreement(Math.max(sums.up, sums.down), vectors.cusum.max[day]!);
    });
  });

  it.each([vectors.basis, vectors.basisUniform5])("score basis of $p", ({ p, phi }) => {
    scoreBasis(p).forEach((scores, i) => {
      scores.forEach((score, b) => {
        expectAgreement(score, phi[i]![b]!);
      });
    });
  });

  it.each(vectors.fitVar)("omega and wobble of the $case case", ({ r2, n, floor, omega, tau2 }) => {
    const fit = fitVariance(Float64Array.from(r2), Float64Array.from(n), floor);
    expectAgreement(fit.omega, omega);
    expectAgreement(fit.wobble, tau2);
  });

  it.each(vectors.psi)("smoothed PSI of $counts and its null mean", ({ counts, ref, psi, nullMean, debiased }) => {
    const [rows, referenceRows] = [counts, ref].map((side) => side.reduce((sum, count) => sum + count, 0));
    const value = stabilityOf({ reference: ref, current: counts });
    const mean = psiNullMean(counts.length, referenceRows!, rows!);
    expectAgreement(value, psi);
    expectAgreement(mean, nullMean);
    expectAgreement(Math.max(0, value - mean), debiased);
  });
});
