import type { SaidReader } from "./said.js";

/** Predictions of chosen rows as columns. */
export interface SaidColumns {
  readonly rows: number;
  /** Predicted number, or index into the model's classes. */
  readonly predicted: Float64Array;
  /** Shape [rows][scores a row] in one array; empty without scores. */
  readonly scores: Float64Array;
}

/** Predictions of these rows; all of them must be of the model's classes. */
export function gatherSaid(said: SaidReader, rows: ArrayLike<number>): SaidColumns {
  const predicted = new Float64Array(rows.length);
  const scores = new Float64Array(rows.length * said.scores);
  for (let i = 0; i < rows.length; i++) {
    predicted[i] = said.predicted(rows[i]!);
    said.readScores(rows[i]!, scores, i * said.scores);
  }
  return { rows: rows.length, predicted, scores };
}
