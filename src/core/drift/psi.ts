import type { FeatureSample } from "../../contracts/drift.js";
import { driftMetric } from "./comparable.js";
import { type PairedCounts, jeffreysShares, sumOver, usedBins } from "./proportions.js";

/**
 * Population Stability Index: how far the shares of the bins moved, in nats.
 *
 * PSI = sum over bins of (c - r) ln(c / r), with r and c the shares of reference and current window.
 *
 * Bins: the baseline's (10 quantile bins for numbers, ties merged; frequent categories and `rest`); a bin that neither
 * side uses is left out, and so are unseen categories (see `usedBins`). Smoothing: Jeffreys, (count + 0.5) / (n + 0.5 B) on
 * both sides. Tools that replace empty shares by a floor (usually 1e-4) give the same value where no bin is empty, and a
 * larger one, set by the floor, where one is.
 *
 * Symmetric, >= 0. On unchanged data it is not 0 but (B - 1)(1/n + 1/N) on average, see `psiNullMean`: with 10 bins and
 * n = 200 that is 0.045 (sd 0.021), so 0.2 needs about 200 rows (P(PSI >= 0.2) about 1e-5), and with 100 rows
 * it would be passed by chance in 2 to 4 % of all windows. No p-value.
 *
 * @see https://arize.com/glossary/population-stability-index-psi/
 */
export const psi = driftMetric({
  name: "psi",
  title: "Population Stability Index",
  appliesTo: ["numeric", "categorical"],
  reads: "bins",
  judgedBy: "value",
  defaultThreshold: 0.2,
  minimumRows: 200,
  score: (reference, current) => ({ value: stabilityIndex("psi", reference, current), pValue: null }),
});

/** The formula that PSI and CSI share. @throws InsufficientDataError */
export function stabilityIndex(metric: string, reference: FeatureSample, current: FeatureSample): number {
  return stabilityOf(usedBins(metric, reference, current, "left-out"));
}

/** PSI of counts, Jeffreys-smoothed. */
export function stabilityOf(counts: PairedCounts): number {
  return sumOver(jeffreysShares(counts), (r, c) => (c - r) * Math.log(c / r));
}

/**
 * What PSI is on average when nothing has changed: (B - 1)(1/n + 1/N), its standard deviation sqrt(2 (B - 1))(1/n + 1/N).
 * Holds for independent rows and at least five rows expected per bin.
 *
 * @param bins B, bins in use
 */
export function psiNullMean(bins: number, referenceRows: number, currentRows: number): number {
  return Math.max(0, bins - 1) * (1 / referenceRows + 1 / currentRows);
}
