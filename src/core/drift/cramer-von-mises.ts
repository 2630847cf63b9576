import type { WeightedValues } from "../../contracts/drift.js";
import { driftMetric } from "./comparable.js";
import { cramerVonMisesP } from "./cramer-von-mises-law.js";
import { orderedValues } from "./sample.js";
import { isRaw, pooledPoints } from "./weighted-values.js";

/**
 * Two-sample Cramer-von Mises: the mean squared distance of the two distribution functions over the pooled rows.
 *
 * T = (n N / (n + N)^2) sum over all n + N rows of (F_current - F_reference)^2, both read at the row's value. Without ties this is
 * Anderson's statistic (1962). No bins, no smoothing. Symmetric. On unchanged data 1/6 on average, whatever the size.
 *
 * p-value: exact for raw samples without ties and n N <= 100, else the limiting law at T standardised to its exact mean and
 * variance (conservative with ties). On profiles F - F is off by at most the sum of both rank errors; the p-value is taken
 * with that much off every distance, so that rounding never makes a finding.
 *
 * @see https://docs.scipy.org/doc/scipy/reference/generated/scipy.stats.cramervonmises_2samp.html
 */
export const cramerVonMises = driftMetric({
  name: "cramer-von-mises",
  title: "Cramer-von Mises test (two-sample)",
  appliesTo: ["numeric"],
  reads: "values",
  judgedBy: "p-value",
  defaultThreshold: 0.001,
  minimumRows: 30,
  score(reference, current) {
    const values = orderedValues("cramer-von-mises", reference, current);
    const scale = (reference.rows * current.rows) / (reference.rows + current.rows) ** 2;
    const roundingError = values.reference.rankError + values.current.rankError;
    const gaps = squaredGaps(values.reference, values.current, 0);
    const certain = roundingError === 0 ? gaps : squaredGaps(values.reference, values.current, roundingError);
    const exact = isRaw(values.reference) && isRaw(values.current) && !gaps.tied;
    return {
      value: scale * gaps.total,
      pValue: cramerVonMisesP(scale * certain.total, reference.rows, current.rows, exact),
    };
  },
});

/** Sum over the pooled rows of max(0, |F - F| - slack)^2, and whether any two rows are equal. */
function squaredGaps(
  reference: WeightedValues,
  current: WeightedValues,
  slack: number,
): { readonly total: number; readonly tied: boolean } {
  let total = 0;
  let tied = false;
  for (const point of pooledPoints(reference, current)) {
    const rows = point.referenceWeight + point.currentWeight;
    total += rows * Math.max(0, Math.abs(point.currentCdf - point.referenceCdf) - slack) ** 2;
    tied ||= rows > 1;
  }
  return { total, tied };
}
