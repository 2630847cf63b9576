import { boundedInterval } from "../interval.js";
import { type Measured, measured, transformed } from "../measured.js";
import type { BinaryMetric } from "../quality-metric.js";
import { type ScoreOrder, scoreOrder } from "./score-order.js";

/** Area under the ROC curve and its variance with independent rows. */
export interface RocArea {
  readonly area: number;
  readonly variance: number;
  /** Largest error by rows that share a bin. */
  readonly bound: number;
}

/**
 * Probability that a positive row scores above a negative one, ties counting half (Mann-Whitney); variance by DeLong,
 * DeLong and Clarke-Pearson (1988): the variance of a positive row's share of negatives below it, divided by the positives,
 * plus the same of negative rows.
 *
 * From bins, pairs within one bin count half; at worst all of them are ordered: bound = sum of p_b n_b / (2 P N).
 */
export function rocArea({ negatives, positives, negativeRows, positiveRows, exact }: ScoreOrder): RocArea {
  let below = 0;
  let above = positiveRows;
  let [area, ofPositives, ofNegatives, tied] = [0, 0, 0, 0];
  for (let i = 0; i < negatives.length; i++) {
    const [n, p] = [negatives[i]!, positives[i]!];
    above -= p;
    const beaten = (below + n / 2) / negativeRows;
    const beating = (above + p / 2) / positiveRows;
    area += (p / positiveRows) * beaten;
    ofPositives += (p / positiveRows) * beaten ** 2;
    ofNegatives += (n / negativeRows) * beating ** 2;
    tied += (p / positiveRows) * (n / negativeRows);
    below += n;
  }
  const spread = (meanSquare: number, rows: number) => Math.max(0, meanSquare - area ** 2) / Math.max(1, rows - 1);
  const variance = spread(ofPositives, positiveRows) + spread(ofNegatives, negativeRows);
  return { area, variance, bound: exact ? 0 : tied / 2 };
}

/** @param omega design effect */
export function measureArea(order: ScoreOrder, omega: number): Measured {
  const { area, variance, bound } = rocArea(order);
  const rows = Math.min(order.positiveRows, order.negativeRows) / omega;
  return measured(area, boundedInterval(area, omega * variance, rows), bound);
}

/** `sklearn.metrics.roc_auc_score`; interval by DeLong's variance times omega. */
export const rocAuc: BinaryMetric = {
  task: "binary",
  reads: "score",
  name: "roc-auc",
  title: "area under the ROC curve",
  better: "higher",
  measure(state, omega) {
    const order = scoreOrder(state);
    return "defined" in order ? order : measureArea(order, omega);
  },
};

/** Gini coefficient (accuracy ratio) = 2 AUC - 1. */
export const gini: BinaryMetric = {
  ...rocAuc,
  name: "gini",
  title: "Gini coefficient",
  measure: (state, omega) => transformed(rocAuc.measure(state, omega), (area) => 2 * area - 1),
};
