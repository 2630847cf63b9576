import { driftMetric } from "./comparable.js";
import { jeffreysShares, sumOver, usedBins } from "./proportions.js";

/**
 * Kullback-Leibler divergence of the current window from the reference, in nats.
 *
 * KL(current || reference) = sum over bins of c ln(c / r). Bins and smoothing are those of `psi` (Jeffreys +0.5; unseen
 * categories left out). Not symmetric: PSI is this plus the same with the sides exchanged. On unchanged data about
 * (B - 1)(1/n + 1/N) / 2, so 0.1 needs 200 rows to stay quiet. No p-value.
 *
 * @see https://docs.scipy.org/doc/scipy/reference/generated/scipy.special.rel_entr.html
 */
export const kullbackLeibler = driftMetric({
  name: "kullback-leibler",
  title: "Kullback-Leibler divergence (nats)",
  appliesTo: ["numeric", "categorical"],
  reads: "bins",
  judgedBy: "value",
  defaultThreshold: 0.1,
  minimumRows: 200,
  score(reference, current) {
    const pair = jeffreysShares(usedBins("kullback-leibler", reference, current, "left-out"));
    return {
      value: Math.max(
        0,
        sumOver(pair, (r, c) => c * Math.log(c / r)),
      ),
      pValue: null,
    };
  },
});
