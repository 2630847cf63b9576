import { wilson } from "../interval.js";
import { measured, transformed } from "../measured.js";
import type { MulticlassMetric } from "../quality-metric.js";
import { classCounts } from "./multiclass-state.js";

/**
 * What always answering the most frequent class would reach: with share p of that class, accuracy and weighted recall p, weighted
 * precision p^2, weighted F-beta p (1 + b^2) p / (1 + b^2 p). Named as in SageMaker Model Monitor (`weighted_f1_best_constant_classifier`).
 */
function companion(of: string, title: string, ofShare: (share: number) => number): MulticlassMetric {
  return {
    task: "multiclass",
    reads: "class",
    name: `${of}-best-constant`,
    title: `${title} of the best constant classifier`,
    better: "none",
    measure({ confusion, rows }, omega) {
      const largest = Math.max(
        ...classCounts(confusion).map(({ truePositive, falseNegative }) => truePositive + falseNegative),
      );
      const share = largest / rows;
      return transformed(measured(share, wilson(share, rows / omega)), ofShare);
    },
  };
}

const constantF = (beta: number) => (p: number) => (p * (1 + beta ** 2) * p) / (1 + beta ** 2 * p);

export const bestConstantMetrics: readonly MulticlassMetric[] = [
  companion("accuracy", "accuracy", (p) => p),
  companion("weighted-precision", "weighted precision", (p) => p * p),
  companion("weighted-recall", "weighted recall", (p) => p),
  companion("weighted-f0.5", "weighted F0.5 score", constantF(0.5)),
  companion("weighted-f1", "weighted F1 score", constantF(1)),
  companion("weighted-f2", "weighted F2 score", constantF(2)),
];
