import { type Measured, undefinedBecause } from "../measured.js";
import { rowsOf, type Tally } from "../tally.js";
import { type BinaryState, NEGATIVE, POSITIVE } from "./binary-state.js";

/** Rows by ascending score, positives and negatives apart. */
export interface ScoreOrder {
  /** Shape [distinct scores or bins]. */
  readonly keys: readonly number[];
  readonly negatives: readonly number[];
  readonly positives: readonly number[];
  readonly negativeRows: number;
  readonly positiveRows: number;
  /** True where each key is one score. */
  readonly exact: boolean;
}

/** The order of the scores, or why nothing can be said of it. */
export function scoreOrder({ scores, rows }: BinaryState): ScoreOrder | Extract<Measured, { defined: false }> {
  const order = orderOf(scores);
  const scored = order.negativeRows + order.positiveRows;
  const because = (why: string) => undefinedBecause(why) as Extract<Measured, { defined: false }>;
  if (scored === 0) return because("no row has a score");
  if (scored < rows) return because(`only ${scored} of ${rows} rows have a score`);
  if (order.positiveRows === 0) return because("no row is labelled positive");
  if (order.negativeRows === 0) return because("no row is labelled negative");
  return order;
}

export function orderOf(scores: Tally): ScoreOrder {
  return {
    keys: scores.keys,
    negatives: scores.counts[NEGATIVE]!,
    positives: scores.counts[POSITIVE]!,
    negativeRows: rowsOf(scores, NEGATIVE),
    positiveRows: rowsOf(scores, POSITIVE),
    exact: scores.exact,
  };
}
