import type { BinaryState } from "../../quality/binary/binary-state.js";
import { thresholdCurve } from "../../quality/binary/curves.js";
import { formatCount, formatShare } from "../words.js";
import type { UnitPoint } from "./unit-chart.js";

/** Points of a drawn curve: more can't be told apart. */
const MOST_POINTS = 150;

/** False positive rate against true positive rate, from the strictest threshold on. Empty without scores of both classes. */
export function rocPoints(state: BinaryState): UnitPoint[] {
  return thresholdCurve(state, MOST_POINTS).map(({ falsePositiveRate, recall }) => ({
    x: falsePositiveRate,
    y: recall,
  }));
}

/** Recall against precision; the first point is that of the strictest threshold that says positive of any row. */
export function precisionRecallPoints(state: BinaryState): UnitPoint[] {
  return thresholdCurve(state, MOST_POINTS).map(({ recall, precision }) => ({ x: recall, y: precision }));
}

/** Mean score against share of positives, of each tenth of the scores that has rows: `calibration_curve(n_bins=10)` of scikit-learn. */
export function reliabilityPoints({ reliability }: BinaryState): UnitPoint[] {
  return reliability
    .filter(({ rows }) => rows > 0)
    .map(({ rows, scoreSum, positives }) => ({
      x: scoreSum / rows,
      y: positives / rows,
      words: `${formatCount(rows)} rows with a mean score of ${formatShare(scoreSum / rows)}: ${formatShare(positives / rows)} are positive`,
    }));
}
