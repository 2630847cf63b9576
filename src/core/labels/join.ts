import type { KeyedRows } from "./keyed-rows.js";

/** Which prediction each label belongs to. predictions = matched + waiting, labels = matched + unmatched. */
export interface Matches {
  readonly matched: number;
  /** Row of the prediction and of the label, shape [matched] each, ascending. */
  readonly predictions: Uint32Array;
  readonly labels: Uint32Array;
  /** Predictions without a label so far. */
  readonly waiting: number;
  /** Labels without a prediction. */
  readonly unmatched: number;
}

/** Joins rows by their ids' hashes in one pass over both; ids must not repeat (see `onePerId`). Linear in rows. */
export function matchRows(predictions: KeyedRows, labels: KeyedRows): Matches {
  const most = Math.min(predictions.rows, labels.rows);
  const [left, right] = [new Uint32Array(most), new Uint32Array(most)];
  let [matched, p, l] = [0, 0, 0];
  while (p < predictions.rows && l < labels.rows) {
    const order = predictions.high[p]! - labels.high[l]! || predictions.low[p]! - labels.low[l]!;
    if (order === 0) {
      left[matched] = p++;
      right[matched++] = l++;
    } else if (order < 0) p++;
    else l++;
  }
  return {
    matched,
    predictions: left.subarray(0, matched),
    labels: right.subarray(0, matched),
    waiting: predictions.rows - matched,
    unmatched: labels.rows - matched,
  };
}
