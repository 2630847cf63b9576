import { wilson } from "../interval.js";
import { type Measured, measured, transformed, undefinedBecause } from "../measured.js";
import type { BinaryMetric } from "../quality-metric.js";
import type { Confusion } from "./binary-state.js";

/** Share of rows labelled positive. */
function prevalence({ truePositive, falsePositive, falseNegative, trueNegative }: Confusion, omega: number): Measured {
  const rows = truePositive + falsePositive + falseNegative + trueNegative;
  const share = (truePositive + falseNegative) / rows;
  return measured(share, wilson(share, rows / omega));
}

/**
 * What the best answer that is always the same would reach: the companion that tells whether a metric owes anything to the model.
 * Named as in SageMaker Model Monitor (`accuracy_best_constant_classifier`). Precision, recall and F come from always saying
 * positive: with share p of positives, precision is p, recall 1 and F-beta (1 + b^2) p / (1 + b^2 p).
 */
function companion(of: string, title: string, best: (positives: Measured) => Measured): BinaryMetric {
  return {
    task: "binary",
    reads: "class",
    name: `${of}-best-constant`,
    title: `${title} of the best constant classifier`,
    better: "none",
    measure: ({ confusion }, omega) => best(prevalence(confusion, omega)),
  };
}

/** A constant positive answer has no recall, precision or F where nothing is positive. */
function ofPositives(positives: Measured, increasing: (share: number) => number): Measured {
  if (positives.defined && positives.value === 0) return undefinedBecause("no row is labelled positive");
  return transformed(positives, increasing);
}

const constantF = (beta: number) => (p: number) => ((1 + beta ** 2) * p) / (1 + beta ** 2 * p);

export const accuracyBestConstant = companion("accuracy", "accuracy", (positives) => {
  if (!positives.defined) return positives;
  const { value, low, high } = positives;
  return value >= 0.5 ? positives : measured(1 - value, [1 - high!, 1 - low!]);
});
export const precisionBestConstant = companion("precision", "precision", (positives) =>
  ofPositives(positives, (share) => share),
);
export const recallBestConstant = companion("recall", "recall", (positives) => ofPositives(positives, () => 1));
export const fHalfBestConstant = companion("f0.5", "F0.5 score", (positives) => ofPositives(positives, constantF(0.5)));
export const fOneBestConstant = companion("f1", "F1 score", (positives) => ofPositives(positives, constantF(1)));
export const fTwoBestConstant = companion("f2", "F2 score", (positives) => ofPositives(positives, constantF(2)));
