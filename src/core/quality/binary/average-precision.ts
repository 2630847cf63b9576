import { boundedInterval } from "../interval.js";
import { measured } from "../measured.js";
import type { BinaryMetric } from "../quality-metric.js";
import { scoreOrder } from "./score-order.js";

/**
 * Area under the precision-recall curve as average precision: sum over thresholds of (R_k - R_k-1) P_k, without interpolation.
 * `sklearn.metrics.average_precision_score`.
 *
 * Interval as of a proportion of P positives (Boyd, Eng and Page 2013 use the same variance, AP (1 - AP) / P, on the logit scale).
 * From bins: within one, precision lies between that with its negatives first and that with its positives first.
 */
export const averagePrecision: BinaryMetric = {
  task: "binary",
  reads: "score",
  name: "pr-auc",
  title: "average precision (area under the precision-recall curve)",
  better: "higher",
  measure(state, omega) {
    const order = scoreOrder(state);
    if ("defined" in order) return order;
    const { negatives, positives, positiveRows, exact } = order;
    let [hits, misses, value, bound] = [0, 0, 0, 0];
    for (let i = negatives.length - 1; i >= 0; i--) {
      const [n, p] = [negatives[i]!, positives[i]!];
      const best = (hits + p) / Math.max(1, hits + p + misses);
      const worst = (hits + (p > 0 ? 1 : 0)) / Math.max(1, hits + 1 + misses + n);
      hits += p;
      misses += n;
      const precision = hits / (hits + misses);
      value += (p / positiveRows) * precision;
      bound += (p / positiveRows) * Math.max(best - precision, precision - worst);
    }
    const interval = boundedInterval(value, (omega * value * (1 - value)) / positiveRows, positiveRows / omega);
    return measured(value, interval, exact ? 0 : bound);
  },
};
