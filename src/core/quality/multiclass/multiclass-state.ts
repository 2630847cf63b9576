import { type Losses, mergeLosses } from "../losses.js";
import { mergeTallies, type Tally } from "../tally.js";

/** Classes up to which each one's scores are kept; beyond, one-against-rest curves are undefined. */
export const MOST_SCORED_CLASSES = 32;

/** What the labelled rows of a classifier with several classes leave behind. */
export interface MulticlassState {
  readonly task: "multiclass";
  readonly rows: number;
  readonly classes: readonly string[];
  /** Rows by true class, then predicted class: `confusion[actual][predicted]`, as in scikit-learn. */
  readonly confusion: readonly (readonly number[])[];
  /** Rows that have probabilities. */
  readonly scoredRows: number;
  /** Rows by the rank of the true class's probability, 0 for the largest; ties count against the model. Shape [classes]. */
  readonly ranks: readonly number[];
  /** Per class: rows by its probability, other classes and this one apart; empty beyond MOST_SCORED_CLASSES. */
  readonly scores: readonly Tally[];
  readonly losses: Losses;
}

/** @throws TypeError when classes differ: those of a model version are fixed before its rows are counted */
export function mergeMulticlass(a: MulticlassState, b: MulticlassState): MulticlassState {
  if (a.rows === 0) return b;
  if (b.rows === 0) return a;
  if (a.classes.length !== b.classes.length || a.classes.some((name, i) => name !== b.classes[i])) {
    throw new TypeError(
      `merged states expect the same classes, got ${a.classes.join(", ")} and ${b.classes.join(", ")}`,
    );
  }
  return {
    task: "multiclass",
    rows: a.rows + b.rows,
    classes: a.classes,
    confusion: a.confusion.map((row, actual) => row.map((rows, said) => rows + b.confusion[actual]![said]!)),
    scoredRows: a.scoredRows + b.scoredRows,
    ranks: a.ranks.map((rows, rank) => rows + b.ranks[rank]!),
    scores: a.scores.length === b.scores.length ? a.scores.map((each, k) => mergeTallies(each, b.scores[k]!)) : [],
    losses: mergeLosses(a.losses, b.losses),
  };
}

/** Rows of one class against all others. */
export interface ClassCounts {
  readonly truePositive: number;
  readonly falsePositive: number;
  readonly falseNegative: number;
  readonly trueNegative: number;
}

export function classCounts(confusion: readonly (readonly number[])[]): ClassCounts[] {
  const actual = confusion.map((row) => row.reduce((sum, rows) => sum + rows, 0));
  const said = confusion.map((_, k) => confusion.reduce((sum, row) => sum + row[k]!, 0));
  const all = actual.reduce((sum, rows) => sum + rows, 0);
  return confusion.map((row, k) => {
    const truePositive = row[k]!;
    const falsePositive = said[k]! - truePositive;
    const falseNegative = actual[k]! - truePositive;
    return {
      truePositive,
      falsePositive,
      falseNegative,
      trueNegative: all - truePositive - falsePositive - falseNegative,
    };
  });
}
