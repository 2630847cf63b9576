import type { BinaryMetric } from "../quality-metric.js";
import { type CountFormula, measureCounts } from "./count-metric.js";

export const matthewsFormula: CountFormula = {
  range: [-1, 1],
  value: ({ truePositive, falsePositive, falseNegative, trueNegative }) => {
    // Roots one by one: the product of four counts of millions of rows leaves no digits.
    const below =
      Math.sqrt(truePositive + falsePositive) *
      Math.sqrt(truePositive + falseNegative) *
      Math.sqrt(trueNegative + falsePositive) *
      Math.sqrt(trueNegative + falseNegative);
    return (truePositive * trueNegative - falsePositive * falseNegative) / below;
  },
  because: ({ truePositive, falsePositive, falseNegative, trueNegative }) => {
    if (truePositive + falseNegative === 0) return "no row is labelled positive";
    if (trueNegative + falsePositive === 0) return "no row is labelled negative";
    return `no row is predicted ${truePositive + falsePositive === 0 ? "positive" : "negative"}`;
  },
  rows: ({ truePositive, falsePositive, falseNegative, trueNegative }) =>
    2 * Math.min(truePositive + falseNegative, trueNegative + falsePositive),
};

/**
 * Matthews correlation coefficient (1975): correlation of predicted and true class,
 * (TP TN - FP FN) / sqrt((TP + FP)(TP + FN)(TN + FP)(TN + FN)). `sklearn.metrics.matthews_corrcoef`, which says 0 where it is
 * undefined. Interval by the delta method.
 */
export const matthews: BinaryMetric = {
  task: "binary",
  reads: "class",
  name: "mcc",
  title: "Matthews correlation coefficient",
  better: "higher",
  measure: ({ confusion }, omega) => measureCounts(confusion, omega, matthewsFormula),
};
