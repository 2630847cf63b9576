import { normalInterval } from "../interval.js";
import { measured, undefinedBecause } from "../measured.js";
import type { RegressionMetric } from "../quality-metric.js";

/**
 * Weighted absolute percentage error: sum of |prediction - label| / sum of |label|. Defined where single labels are 0.
 * `sum(abs(error)) / sum(abs(label))` of numpy. Interval as of a ratio of means: variance of (|e| - W |y|) / mean |y|.
 */
export const weightedPercentageError: RegressionMetric = {
  task: "regression",
  reads: "score",
  name: "wape",
  title: "weighted absolute percentage error, as a share",
  better: "lower",
  measure({ sizes }, omega) {
    if (sizes.absoluteLabels === 0) return undefinedBecause("all labels are 0");
    const value = sizes.absoluteErrors / sizes.absoluteLabels;
    const residual = sizes.squaredErrors - 2 * value * sizes.products + value ** 2 * sizes.squaredLabels;
    return measured(value, normalInterval(value, (omega * residual) / sizes.absoluteLabels ** 2));
  },
};

/**
 * Coefficient of determination: 1 - sum of e^2 / sum of (label - mean label)^2. `r2_score`. Below 0 where the mean of the labels
 * would have been the better prediction; undefined where all labels are equal.
 * Interval as of a ratio of means: variance of (e^2 - (1 - R2) d^2) / mean d^2, the mean label taken as known.
 */
export const determination: RegressionMetric = {
  task: "regression",
  reads: "score",
  name: "r2",
  title: "coefficient of determination (R2)",
  better: "higher",
  measure({ labels }, omega) {
    const { count, d2, d4, e2, e2d2, e4 } = labels;
    if (count < 2) return undefinedBecause("it needs two rows");
    if (d2 === 0) return undefinedBecause("all labels are equal");
    const ratio = e2 / d2;
    const residual = e4 - 2 * ratio * e2d2 + ratio ** 2 * d4;
    const [low, high] = normalInterval(1 - ratio, (omega * residual) / d2 ** 2);
    return measured(1 - ratio, [low, high === null ? null : Math.min(1, high)]);
  },
};
