import type { WeightedValues } from "../../contracts/drift.js";
import { driftMetric, undefinedStatistic } from "./comparable.js";
import { numericPart } from "./sample.js";
import { pooledPoints } from "./weighted-values.js";

/**
 * Wasserstein-1 (earth mover's) distance in standard deviations of the reference: how far a row moved on average.
 *
 * W = (1 / sd) integral of |F_current(x) - F_reference(x)| dx, sd with n - 1. No bins, no smoothing. Not symmetric, since only
 * the reference's sd is the unit. A constant reference has no unit: 0 when the window holds the same constant, else an
 * error. On unchanged normal data 1.29 sqrt(1/n + 1/N) on average, so 0.1 needs 1,500 rows to stay quiet. No p-value.
 *
 * On profiles each side's mass stands on its kept values: exact for windows whose sketch kept every row. A baseline's 101
 * quantiles put the reference off by 0.01 standard deviations on bell-shaped data and up to 0.03 on heavy tails
 * (`quantileValues`), which is added to the distance at most.
 *
 * @see https://docs.scipy.org/doc/scipy/reference/generated/scipy.stats.wasserstein_distance.html
 */
export const wasserstein = driftMetric({
  name: "wasserstein",
  title: "Wasserstein distance in reference standard deviations",
  appliesTo: ["numeric"],
  reads: "values",
  judgedBy: "value",
  defaultThreshold: 0.1,
  minimumRows: 1_500,
  score(reference, current) {
    const from = numericPart("wasserstein", reference);
    const distance = transportDistance(from.values, numericPart("wasserstein", current).values);
    if (distance === 0) return { value: 0, pValue: null };
    if (from.sd > 0) return { value: distance / from.sd, pValue: null };
    throw undefinedStatistic("wasserstein", "a reference that varies", "one whose values are all equal");
  },
});

/** Integral of |F_current - F_reference|, in the feature's own unit. */
export function transportDistance(reference: WeightedValues, current: WeightedValues): number {
  let [distance, gap, before] = [0, 0, NaN];
  for (const point of pooledPoints(reference, current)) {
    if (gap > 0) distance += gap * (point.value - before);
    gap = Math.abs(point.currentCdf - point.referenceCdf);
    before = point.value;
  }
  return distance;
}
