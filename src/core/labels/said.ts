import { classCodes } from "./class-codes.js";
import type { QualityModel } from "./model-classes.js";
import { PREDICTED, type PredictionRows, probabilityName, SCORE } from "./read-predictions.js";

/** What the model said of a row, in the terms of its task. */
export interface SaidReader {
  /** Number of scores of a row: 1 binary, one per class, or 0 where there are none. */
  readonly scores: number;
  /** Predicted number of a regression; else index into the model's classes, -1 for a class that is none of them. */
  predicted(row: number): number;
  readScores(row: number, into: Float64Array, at: number): void;
}

/**
 * Reads predictions as the model means them. Where no class is predicted, a score at or above the threshold says the positive class, and of
 * several probabilities the largest says its class, the first of equal ones.
 */
export function createSaidReader({ keyed, classes }: PredictionRows, model: QualityModel): SaidReader {
  const codes = classCodes(classes, model.classes);
  const predicted = keyed.columns[PREDICTED]!;
  const score = keyed.columns[SCORE];
  const probabilities = model.classes.flatMap((_, k) => keyed.columns[probabilityName(k)] ?? []);
  const scored = model.task === "binary" ? (score ? [score] : []) : probabilities;
  const derived = (row: number): number => {
    if (model.task === "binary") return score ? Number(score[row]! >= model.threshold) : -1;
    let best = 0;
    for (let k = 1; k < probabilities.length; k++) if (probabilities[k]![row]! > probabilities[best]![row]!) best = k;
    return probabilities.length > 0 ? best : -1;
  };
  return {
    scores: scored.length,
    predicted(row) {
      const value = predicted[row]!;
      if (model.task === "regression") return value;
      return Number.isNaN(value) ? derived(row) : codes[value]!;
    },
    readScores(row, into, at) {
      for (let k = 0; k < scored.length; k++) into[at + k] = scored[k]![row]!;
    },
  };
}
