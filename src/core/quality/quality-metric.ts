import type { BinaryState } from "./binary/binary-state.js";
import type { Measured } from "./measured.js";
import type { MulticlassState } from "./multiclass/multiclass-state.js";
import type { RegressionState } from "./regression/regression-state.js";

export type QualityTask = "binary" | "multiclass" | "regression";

/** What labelled rows leave behind: mergeable, plain values. Recomputed from rows and labels, never incremented by an event. */
export type QualityState = BinaryState | MulticlassState | RegressionState;

interface CommonMetric {
  /** Id in configuration, storage and on the command line, e.g. `roc-auc`. One name means the same in every task. */
  readonly name: string;
  /** For people, e.g. `area under the ROC curve`. */
  readonly title: string;
  /** What a better model has; `none` for facts about the labels. */
  readonly better: "higher" | "lower" | "nearer-zero" | "none";
}

/** Loss of one row; a value that isn't finite says that it is undefined for this row, and so for the mean. */
export type BinaryLoss = (score: number, predicted: number, actual: number) => number;
/** `probabilities` by class index; they are reused, don't keep them. */
export type MulticlassLoss = (probabilities: Float64Array, predicted: number, actual: number) => number;
export type RegressionLoss = (predicted: number, actual: number) => number;

export interface BinaryMetric extends CommonMetric {
  readonly task: "binary";
  /** What it reads besides the label: the predicted class, or the score. */
  readonly reads: "class" | "score";
  /** Where the metric rests on a mean over rows: the state keeps its moments under the metric's name. */
  readonly loss?: BinaryLoss;
  /**
   * Called with at least one row.
   *
   * @param omega design effect: so many rows count as one (calibration.md 4.4)
   */
  measure(state: BinaryState, omega: number): Measured;
}

export interface MulticlassMetric extends CommonMetric {
  readonly task: "multiclass";
  readonly reads: "class" | "score";
  readonly loss?: MulticlassLoss;
  measure(state: MulticlassState, omega: number): Measured;
  /** Per class, in the order of the state's classes, where the metric has a value for each. */
  measureClasses?(state: MulticlassState, omega: number): readonly Measured[];
}

export interface RegressionMetric extends CommonMetric {
  readonly task: "regression";
  readonly reads: "score";
  readonly loss?: RegressionLoss;
  measure(state: RegressionState, omega: number): Measured;
}

/** A quality metric is data plus a pure function of a state. A new one is a file and a line in the registry of its task. */
export type QualityMetric = BinaryMetric | MulticlassMetric | RegressionMetric;
