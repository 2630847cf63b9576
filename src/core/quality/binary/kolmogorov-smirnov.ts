import { boundedInterval } from "../interval.js";
import { measured } from "../measured.js";
import type { BinaryMetric } from "../quality-metric.js";
import { scoreOrder } from "./score-order.js";

/**
 * Kolmogorov-Smirnov statistic of the scores of positives and negatives: the largest difference of true and false
 * positive rate over all thresholds. `max(abs(tpr - fpr))` of scikit-learn's `roc_curve`.
 *
 * Interval as for a difference of two proportions at that threshold, TPR (1 - TPR) / P + FPR (1 - FPR) / N; the maximum over
 * thresholds makes the value itself too large by about 0.87 sqrt(1/P + 1/N) where the classes don't differ.
 * From bins, the maximum may lie within one: at most where all its negatives, or all its positives, come first.
 */
export const kolmogorovSmirnov: BinaryMetric = {
  task: "binary",
  reads: "score",
  name: "ks",
  title: "Kolmogorov-Smirnov statistic of the scores",
  better: "higher",
  measure(state, omega) {
    const order = scoreOrder(state);
    if ("defined" in order) return order;
    const { negatives, positives, negativeRows, positiveRows, exact } = order;
    let [belowPositive, belowNegative, value, tpr, fpr, most] = [0, 0, 0, 1, 1, 0];
    for (let i = 0; i < negatives.length; i++) {
      const before = (belowNegative + negatives[i]!) / negativeRows - belowPositive / positiveRows;
      belowPositive += positives[i]!;
      const other = belowPositive / positiveRows - belowNegative / negativeRows;
      belowNegative += negatives[i]!;
      most = Math.max(most, before, other);
      const [above, aboveNegative] = [1 - belowPositive / positiveRows, 1 - belowNegative / negativeRows];
      if (Math.abs(above - aboveNegative) <= value) continue;
      [value, tpr, fpr] = [Math.abs(above - aboveNegative), above, aboveNegative];
    }
    const variance = omega * ((tpr * (1 - tpr)) / positiveRows + (fpr * (1 - fpr)) / negativeRows);
    const rows = Math.min(positiveRows, negativeRows) / omega;
    return measured(value, boundedInterval(value, variance, rows), exact ? 0 : Math.max(0, most - value));
  },
};
