import type { BinaryMetric } from "../quality-metric.js";
import { type CountFormula, measureCounts } from "./count-metric.js";

export const balancedAccuracyFormula: CountFormula = {
  value: ({ truePositive, falsePositive, falseNegative, trueNegative }) =>
    (truePositive / (truePositive + falseNegative) + trueNegative / (trueNegative + falsePositive)) / 2,
  because: ({ truePositive, falseNegative }) =>
    `no row is labelled ${truePositive + falseNegative === 0 ? "positive" : "negative"}`,
  rows: ({ truePositive, falsePositive, falseNegative, trueNegative }) =>
    2 * Math.min(truePositive + falseNegative, trueNegative + falsePositive),
};

/**
 * Mean of recall and specificity: 0.5 for any constant answer, however rare the positive class is.
 * `sklearn.metrics.balanced_accuracy_score`. Interval by the delta method.
 */
export const balancedAccuracy: BinaryMetric = {
  task: "binary",
  reads: "class",
  name: "balanced-accuracy",
  title: "balanced accuracy",
  better: "higher",
  measure: ({ confusion }, omega) => measureCounts(confusion, omega, balancedAccuracyFormula),
};
