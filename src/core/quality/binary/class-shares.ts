import { wilson } from "../interval.js";
import { measured, undefinedBecause } from "../measured.js";
import type { BinaryMetric } from "../quality-metric.js";
import type { Confusion } from "./binary-state.js";

/** A share of rows by the confusion matrix, with Wilson's interval on n / omega rows. */
function classShare(
  name: string,
  title: string,
  better: "higher" | "lower",
  none: string,
  share: (counts: Confusion) => readonly [hits: number, of: number],
): BinaryMetric {
  return {
    task: "binary",
    reads: "class",
    name,
    title,
    better,
    measure({ confusion }, omega) {
      const [hits, of] = share(confusion);
      if (of === 0) return undefinedBecause(none);
      return measured(hits / of, wilson(hits / of, of / omega));
    },
  };
}

const NO_POSITIVE = "no row is labelled positive";
const NO_NEGATIVE = "no row is labelled negative";

/** (TP + TN) / n: `sklearn.metrics.accuracy_score`. */
export const accuracy = classShare(
  "accuracy",
  "accuracy",
  "higher",
  "no row is labelled",
  ({ truePositive, trueNegative, falsePositive, falseNegative }) => [
    truePositive + trueNegative,
    truePositive + trueNegative + falsePositive + falseNegative,
  ],
);

/** TP / (TP + FP): `precision_score`. */
export const precision = classShare(
  "precision",
  "precision",
  "higher",
  "no row is predicted positive",
  ({ truePositive, falsePositive }) => [truePositive, truePositive + falsePositive],
);

/** TP / (TP + FN), the true positive rate: `recall_score`. */
export const recall = classShare("recall", "recall", "higher", NO_POSITIVE, ({ truePositive, falseNegative }) => [
  truePositive,
  truePositive + falseNegative,
]);

/** TN / (TN + FP), the true negative rate: `recall_score(pos_label=0)`. */
export const specificity = classShare(
  "specificity",
  "specificity",
  "higher",
  NO_NEGATIVE,
  ({ trueNegative, falsePositive }) => [trueNegative, trueNegative + falsePositive],
);

/** FP / (FP + TN) = 1 - specificity. */
export const falsePositiveRate = classShare(
  "false-positive-rate",
  "false positive rate",
  "lower",
  NO_NEGATIVE,
  ({ trueNegative, falsePositive }) => [falsePositive, trueNegative + falsePositive],
);

/** FN / (FN + TP) = 1 - recall. */
export const falseNegativeRate = classShare(
  "false-negative-rate",
  "false negative rate",
  "lower",
  NO_POSITIVE,
  ({ truePositive, falseNegative }) => [falseNegative, truePositive + falseNegative],
);
