import {
  classifierGaps,
  type ClassifierEstimator,
  type ClassifierStrata,
  estimateClassifier,
  learnClassifier,
  mergeStrata,
  stratify,
} from "../../quality/estimate/classifier-estimator.js";
import type { ConceptGap, Estimated } from "../../quality/estimate/estimated.js";
import {
  estimateRegression,
  learnRegression,
  mergeRegressionStrata,
  type RegressionEstimator,
  regressionGaps,
  type RegressionStrata,
  stratifyRegression,
} from "../../quality/estimate/regression-estimator.js";
import type { QualityTask } from "../../quality/quality-metric.js";

export type Estimator = ClassifierEstimator | RegressionEstimator;
export type Strata = ClassifierStrata | RegressionStrata;

/** Predictions of some rows as columns. */
export interface SaidRows {
  readonly rows: number;
  /** Predicted number, or index into the model's classes. */
  readonly predicted: Float64Array;
  /** Shape [rows][scores a row]; empty without scores. */
  readonly scores: Float64Array;
}

/** The same with their labels. */
export interface LabelledColumns extends SaidRows {
  readonly actual: Float64Array;
}

/** @returns null where classes come without scores: nothing can be expected of them then */
export function learnEstimator(task: QualityTask, windows: readonly LabelledColumns[]): Estimator | null {
  const all = joined(windows);
  if (all.rows === 0) return null;
  if (task === "regression") return learnRegression(all);
  return all.scores.length === 0 ? null : learnClassifier(task, all.scores.length / all.rows, all);
}

function joined(windows: readonly LabelledColumns[]): LabelledColumns {
  const column = (of: (window: LabelledColumns) => Float64Array): Float64Array => {
    const all = new Float64Array(windows.reduce((sum, window) => sum + of(window).length, 0));
    let at = 0;
    for (const window of windows) {
      all.set(of(window), at);
      at += of(window).length;
    }
    return all;
  };
  return {
    rows: windows.reduce((sum, { rows }) => sum + rows, 0),
    predicted: column(({ predicted }) => predicted),
    scores: column(({ scores }) => scores),
    actual: column(({ actual }) => actual),
  };
}

/** Rows on the estimator's strata, with labels where they are given. */
export function strataOf(estimator: Estimator, rows: SaidRows, actual: Float64Array | null): Strata {
  if (estimator.task === "regression") return stratifyRegression(estimator, { ...rows, actual });
  return stratify(estimator, { ...rows, actual });
}

export function mergeStrataOf<S extends Strata>(a: S, b: S): S;
export function mergeStrataOf(a: Strata, b: Strata): Strata {
  if (a.task === "regression") return mergeRegressionStrata(a, b as RegressionStrata);
  return mergeStrata(a, b as ClassifierStrata);
}

/** What the rows of these strata are expected to reach. @param omega design effect */
export function expectedOf(estimator: Estimator, strata: Strata, omega: number): Estimated[] {
  if (estimator.task === "regression") return estimateRegression(estimator, strata as RegressionStrata, omega);
  return estimateClassifier(estimator, strata as ClassifierStrata, omega);
}

/** What labels say beyond what was expected of these rows. */
export function labelGaps(estimator: Estimator, { actual, ...rows }: LabelledColumns): ConceptGap[] {
  return strataGaps(estimator, strataOf(estimator, rows, actual));
}

/** The same of rows that have been counted on the estimator's strata with their labels. */
export function strataGaps(estimator: Estimator, labelled: Strata): ConceptGap[] {
  if (estimator.task === "regression") return regressionGaps(estimator, labelled as RegressionStrata);
  return classifierGaps(estimator, labelled as ClassifierStrata);
}
