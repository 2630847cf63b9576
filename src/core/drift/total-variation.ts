import { driftMetric } from "./comparable.js";
import { shares, sumOver, usedBins } from "./proportions.js";

/**
 * Total variation distance: the share of rows that would have to change bin, in [0, 1].
 *
 * TV = 1/2 sum over bins of |c - r|. Bins: the baseline's, unseen categories as one more. No smoothing. Symmetric. On
 * unchanged data about 1.2 / sqrt(n) for 10 bins, so 0.1 needs 750 rows to stay quiet. No p-value.
 *
 * @see https://en.wikipedia.org/wiki/Total_variation_distance_of_probability_measures
 */
export const totalVariation = driftMetric({
  name: "total-variation",
  title: "Total variation distance",
  appliesTo: ["numeric", "categorical"],
  reads: "bins",
  judgedBy: "value",
  defaultThreshold: 0.1,
  minimumRows: 750,
  score(reference, current) {
    const pair = shares(usedBins("total-variation", reference, current, "as-bin"));
    return { value: Math.min(1, sumOver(pair, (r, c) => Math.abs(c - r)) / 2), pValue: null };
  },
});
