import { mergeLosses, type Losses } from "../losses.js";
import { mergeTallies, type Tally } from "../tally.js";

/** Rows by what was said and what was true; positive is the model's positive class. */
export interface Confusion {
  readonly truePositive: number;
  readonly falsePositive: number;
  readonly falseNegative: number;
  readonly trueNegative: number;
}

/** Rows whose score lies in one tenth of [0, 1]: (0, 0.1], (0.1, 0.2] ..., 0 in the first. */
export interface ReliabilityBin {
  readonly rows: number;
  readonly scoreSum: number;
  readonly positives: number;
}

export const RELIABILITY_BINS = 10;
/** Counters of `scores`. */
export const NEGATIVE = 0;
export const POSITIVE = 1;

/** What the labelled rows of a binary classifier leave behind. Exact, but for `scores` beyond its limit. */
export interface BinaryState {
  readonly task: "binary";
  readonly rows: number;
  readonly confusion: Confusion;
  /** Rows by score, negatives and positives apart; empty where rows have no score. */
  readonly scores: Tally;
  /** Shape [10]; zeros where rows have no score. */
  readonly reliability: readonly ReliabilityBin[];
  readonly losses: Losses;
}

export function mergeBinary(a: BinaryState, b: BinaryState): BinaryState {
  if (a.rows === 0) return b;
  if (b.rows === 0) return a;
  return {
    task: "binary",
    rows: a.rows + b.rows,
    confusion: {
      truePositive: a.confusion.truePositive + b.confusion.truePositive,
      falsePositive: a.confusion.falsePositive + b.confusion.falsePositive,
      falseNegative: a.confusion.falseNegative + b.confusion.falseNegative,
      trueNegative: a.confusion.trueNegative + b.confusion.trueNegative,
    },
    scores: mergeTallies(a.scores, b.scores),
    reliability: a.reliability.map((bin, i) => {
      const other = b.reliability[i]!;
      return {
        rows: bin.rows + other.rows,
        scoreSum: bin.scoreSum + other.scoreSum,
        positives: bin.positives + other.positives,
      };
    }),
    losses: mergeLosses(a.losses, b.losses),
  };
}
