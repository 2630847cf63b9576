import { type BinaryState, mergeBinary } from "./binary/binary-state.js";
import { mergeMulticlass, type MulticlassState } from "./multiclass/multiclass-state.js";
import type { QualityState } from "./quality-metric.js";
import { mergeRegression, type RegressionState } from "./regression/regression-state.js";

/**
 * Quality of both sets of rows together: what counting all rows at once gives, sums of doubles to rounding.
 *
 * @throws TypeError when tasks or classes differ
 */
export function mergeQuality<State extends QualityState>(a: State, b: State): State;
export function mergeQuality(a: QualityState, b: QualityState): BinaryState | MulticlassState | RegressionState {
  if (a.task === "binary" && b.task === "binary") return mergeBinary(a, b);
  if (a.task === "multiclass" && b.task === "multiclass") return mergeMulticlass(a, b);
  if (a.task === "regression" && b.task === "regression") return mergeRegression(a, b);
  throw new TypeError(`merged states expect one task, got ${a.task} and ${b.task}`);
}
