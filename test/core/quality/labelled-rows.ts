import type { BinaryRows } from "../../../src/core/quality/binary/count-binary.js";
import { createBinaryCounter } from "../../../src/core/quality/binary/count-binary.js";
import type { BinaryState } from "../../../src/core/quality/binary/binary-state.js";
import { createMulticlassCounter } from "../../../src/core/quality/multiclass/count-multiclass.js";
import type { MulticlassState } from "../../../src/core/quality/multiclass/multiclass-state.js";
import { createRegressionCounter } from "../../../src/core/quality/regression/count-regression.js";
import type { RegressionState } from "../../../src/core/quality/regression/regression-state.js";

export function binaryRows(
  actual: readonly number[],
  predicted: readonly number[],
  scores: readonly number[] | null = null,
): BinaryRows {
  return {
    rows: actual.length,
    actual: Uint8Array.from(actual),
    predicted: Uint8Array.from(predicted),
    scores: scores && Float64Array.from(scores),
  };
}

export function binaryState(
  actual: readonly number[],
  predicted: readonly number[],
  scores: readonly number[] | null = null,
  exactValues?: number,
): BinaryState {
  const counter = createBinaryCounter(exactValues);
  counter.add(binaryRows(actual, predicted, scores));
  return counter.finish();
}

export function multiclassState(
  classes: readonly string[],
  actual: readonly number[],
  predicted: readonly number[],
  probabilities: readonly number[] | null = null,
  exactValues?: number,
): MulticlassState {
  const counter = createMulticlassCounter(classes, exactValues);
  counter.add({
    rows: actual.length,
    actual: Uint32Array.from(actual),
    predicted: Uint32Array.from(predicted),
    probabilities: probabilities && Float64Array.from(probabilities),
  });
  return counter.finish();
}

export function regressionState(
  actual: readonly number[],
  predicted: readonly number[],
  exactValues?: number,
): RegressionState {
  const counter = createRegressionCounter(exactValues);
  counter.add({ rows: actual.length, actual: Float64Array.from(actual), predicted: Float64Array.from(predicted) });
  return counter.finish();
}
