import { orderOf } from "./score-order.js";
import type { BinaryState } from "./binary-state.js";

/** One threshold of a curve: rows with a score >= threshold are said to be positive. */
export interface CurvePoint {
  readonly threshold: number;
  /** True positive rate; NaN without positives. */
  readonly recall: number;
  /** NaN without negatives. */
  readonly falsePositiveRate: number;
  /** NaN where no row is above the threshold. */
  readonly precision: number;
}

/**
 * ROC and precision-recall curve in one, from the highest threshold (Infinity: nothing is positive) down to the lowest score.
 * `roc_curve(drop_intermediate=False)` and, in reverse order, `precision_recall_curve` of scikit-learn. Exact where the state's scores are; else a
 * point at every occupied bin, each exactly on the curve.
 *
 * @param most points; beyond, they are thinned evenly over the rows
 */
export function thresholdCurve({ scores }: BinaryState, most = Infinity): CurvePoint[] {
  const { keys, negatives, positives, negativeRows, positiveRows } = orderOf(scores);
  const gap = (negativeRows + positiveRows) / Math.max(1, most - 2);
  const points: CurvePoint[] = [
    { threshold: Infinity, recall: 0 / positiveRows, falsePositiveRate: 0 / negativeRows, precision: NaN },
  ];
  let [hits, misses, shown] = [0, 0, 0];
  for (let i = keys.length - 1; i >= 0; i--) {
    hits += positives[i]!;
    misses += negatives[i]!;
    if (keys.length > most && i > 0 && hits + misses - shown < gap) continue;
    shown = hits + misses;
    points.push({
      threshold: keys[i]!,
      recall: hits / positiveRows,
      falsePositiveRate: misses / negativeRows,
      precision: hits / (hits + misses),
    });
  }
  return points;
}
