import type { BinaryMetric } from "../quality-metric.js";
import type { Confusion } from "./binary-state.js";
import { type CountFormula, measureCounts } from "./count-metric.js";

/** (1 + b^2) TP / ((1 + b^2) TP + b^2 FN + FP); NaN where there is neither a positive row nor a positive prediction. */
export function fScore({ truePositive, falsePositive, falseNegative }: Confusion, beta: number): number {
  const hits = (1 + beta ** 2) * truePositive;
  return hits / (hits + beta ** 2 * falseNegative + falsePositive);
}

/**
 * F-beta: the weighted harmonic mean of precision and recall, recall weighing beta times as much (van Rijsbergen 1979).
 * `sklearn.metrics.fbeta_score`. Interval by the delta method.
 */
export function fFormula(beta: number): CountFormula {
  return {
    value: (counts) => fScore(counts, beta),
    because: () => "no row is labelled or predicted positive",
    rows: ({ truePositive, falsePositive, falseNegative }) => truePositive + falsePositive + falseNegative,
  };
}

function fMetric(name: string, beta: number): BinaryMetric {
  return {
    task: "binary",
    reads: "class",
    name,
    title: `F${beta} score`,
    better: "higher",
    measure: ({ confusion }, omega) => measureCounts(confusion, omega, fFormula(beta)),
  };
}

export const fHalf = fMetric("f0.5", 0.5);
export const fOne = fMetric("f1", 1);
export const fTwo = fMetric("f2", 2);
