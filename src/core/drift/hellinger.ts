import { driftMetric } from "./comparable.js";
import { shares, sumOver, usedBins } from "./proportions.js";

/**
 * Hellinger distance, in [0, 1]: 0 for equal shares, 1 for shares that have no bin in common.
 *
 * H = sqrt(1/2 sum over bins of (sqrt(c) - sqrt(r))^2). Bins: the baseline's, unseen categories as one more. No smoothing.
 * Symmetric. On unchanged data H^2 is about (B - 1)(1/n + 1/N) / 8, so 0.1 needs 500 rows to stay quiet. No p-value.
 *
 * @see https://en.wikipedia.org/wiki/Hellinger_distance
 */
export const hellinger = driftMetric({
  name: "hellinger",
  title: "Hellinger distance",
  appliesTo: ["numeric", "categorical"],
  reads: "bins",
  judgedBy: "value",
  defaultThreshold: 0.1,
  minimumRows: 500,
  score(reference, current) {
    const pair = shares(usedBins("hellinger", reference, current, "as-bin"));
    const squared = sumOver(pair, (r, c) => (Math.sqrt(c) - Math.sqrt(r)) ** 2) / 2;
    return { value: Math.min(1, Math.sqrt(squared)), pValue: null };
  },
});
