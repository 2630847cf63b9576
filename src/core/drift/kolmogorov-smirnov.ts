import type { FeatureSample, MetricScore, WeightedValues } from "../../contracts/drift.js";
import { driftMetric } from "./comparable.js";
import { kolmogorovSmirnovP } from "./kolmogorov-smirnov-law.js";
import { orderedValues } from "./sample.js";
import { isRaw, pooledPoints } from "./weighted-values.js";

/**
 * Two-sample Kolmogorov-Smirnov: the largest distance between the two distribution functions, in [0, 1].
 *
 * D = max over x of |F_current(x) - F_reference(x)|. No bins, no smoothing. Symmetric. On unchanged continuous data
 * 0.87 sqrt(1/n + 1/N) on average.
 *
 * p-value: two-sided; exact for raw samples with n N <= 1e6 (conservative with ties), else Kolmogorov's law with Stephens'
 * correction at the effective size n N / (n + N). On profiles D is off by at most the sum of both rank errors (0.5 % for a
 * baseline's 101 quantiles, plus the sketches'); the p-value is taken at D less that sum, so that rounding never makes a finding.
 *
 * Judged by D, not by p: at a million rows the p-value rejects a meaningless change. 0.1 needs 600 rows to stay quiet.
 *
 * @see https://docs.scipy.org/doc/scipy/reference/generated/scipy.stats.ks_2samp.html
 */
export const kolmogorovSmirnov = driftMetric({
  name: "kolmogorov-smirnov",
  title: "Kolmogorov-Smirnov distance (two-sample)",
  appliesTo: ["numeric"],
  reads: "values",
  judgedBy: "value",
  defaultThreshold: 0.1,
  minimumRows: 600,
  score(reference, current): MetricScore {
    const values = orderedValues("kolmogorov-smirnov", reference, current);
    const value = largestCdfGap(values.reference, values.current);
    return { value, pValue: pValueOf(value, values, reference, current) };
  },
});

/** D = max |F_current - F_reference|. */
export function largestCdfGap(reference: WeightedValues, current: WeightedValues): number {
  let largest = 0;
  for (const point of pooledPoints(reference, current)) {
    largest = Math.max(largest, Math.abs(point.currentCdf - point.referenceCdf));
  }
  return largest;
}

function pValueOf(
  distance: number,
  values: { readonly reference: WeightedValues; readonly current: WeightedValues },
  reference: FeatureSample,
  current: FeatureSample,
): number {
  const roundingError = values.reference.rankError + values.current.rankError;
  const exact = isRaw(values.reference) && isRaw(values.current);
  return kolmogorovSmirnovP(Math.max(0, distance - roundingError), reference.rows, current.rows, exact);
}
