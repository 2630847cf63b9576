import { driftMetric } from "./comparable.js";
import { shares, sumOver, usedBins } from "./proportions.js";

/**
 * Jensen-Shannon distance with base-2 logarithms: 0 for equal shares, 1 for shares that have no bin in common.
 *
 * d = sqrt(JSD), JSD = sum over bins of r/2 log2(r/m) + c/2 log2(c/m), m = (r + c)/2. The distance, not the divergence: a
 * divergence of 0.3 is a distance of 0.55, so thresholds don't carry over between tools that mean one or the other.
 *
 * Bins: the baseline's, unseen categories as one more. No smoothing is needed: 0 log 0 = 0. Symmetric. On unchanged data
 * about sqrt((B - 1.5)(1/n + 1/N) / (8 ln 2)): 0.04 for 10 bins and n = 1,000. 0.1 needs 750 rows to stay quiet. No p-value.
 *
 * @see https://docs.scipy.org/doc/scipy/reference/generated/scipy.spatial.distance.jensenshannon.html
 */
export const jensenShannon = driftMetric({
  name: "jensen-shannon",
  title: "Jensen-Shannon distance (base 2)",
  appliesTo: ["numeric", "categorical"],
  reads: "bins",
  judgedBy: "value",
  defaultThreshold: 0.1,
  minimumRows: 750,
  score(reference, current) {
    const pair = shares(usedBins("jensen-shannon", reference, current, "as-bin"));
    const divergence = sumOver(pair, (r, c) => {
      const middle = (r + c) / 2;
      return half(r, middle) + half(c, middle);
    });
    // Rounding can leave -1e-17 for equal shares.
    return { value: Math.sqrt(Math.min(1, Math.max(0, divergence))), pValue: null };
  },
});

function half(share: number, middle: number): number {
  return share === 0 ? 0 : (share / 2) * Math.log2(share / middle);
}
