import { createBinaryCounter } from "../quality/binary/count-binary.js";
import { createMulticlassCounter } from "../quality/multiclass/count-multiclass.js";
import type { QualityState } from "../quality/quality-metric.js";
import { createRegressionCounter } from "../quality/regression/count-regression.js";
import { classCodes } from "./class-codes.js";
import { LABEL, type LabelRows } from "./read-labels.js";
import type { QualityModel } from "./model-classes.js";
import type { RowFault } from "./row-faults.js";
import { createSaidReader, type SaidReader } from "./said.js";
import type { PredictionRows } from "./read-predictions.js";

/** Counts matched rows into the quality of a model. */
export interface LabelledCounter {
  /**
   * @param prediction row of the predictions
   * @param label      row of the labels
   * @returns why the pair can't be used; null where it counts
   */
  add(prediction: number, label: number): RowFault | null;
  finish(): QualityState;
}

const BATCH_ROWS = 2_048;

/** @param exactValues distinct scores or errors up to which curves and medians are exact */
export function createLabelledCounter(
  predictions: PredictionRows,
  labels: LabelRows,
  model: QualityModel,
  exactValues?: number,
): LabelledCounter {
  const said = createSaidReader(predictions, model);
  const codes = classCodes(labels.classes, model.classes);
  const values = labels.keyed.columns[LABEL]!;
  const actual = (row: number): number => (model.task === "regression" ? values[row]! : codes[values[row]!]!);
  const batch = batchOf(said, model, exactValues);
  return {
    add(prediction, label) {
      const truth = actual(label);
      if (truth < 0 && model.task !== "regression") return "label-unseen-class";
      const predicted = said.predicted(prediction);
      if (predicted < 0 && model.task !== "regression") return "prediction-unseen-class";
      batch.add(prediction, predicted, truth);
      return null;
    },
    finish: () => batch.finish(),
  };
}

/** Collects pairs into batches for the counter of the task. */
interface PairBatch {
  add(prediction: number, predicted: number, actual: number): void;
  finish(): QualityState;
}

function batchOf(said: SaidReader, model: QualityModel, exactValues: number | undefined): PairBatch {
  const width = said.scores;
  const predicted = new Float64Array(BATCH_ROWS);
  const actual = new Float64Array(BATCH_ROWS);
  const scores = width > 0 ? new Float64Array(BATCH_ROWS * width) : null;
  const counter = taskCounter(model, exactValues);
  let rows = 0;
  const empty = (): void => {
    if (rows > 0) counter.add({ rows, predicted, actual, scores });
    rows = 0;
  };
  return {
    add(prediction, saidClass, truth) {
      predicted[rows] = saidClass;
      actual[rows] = truth;
      if (scores) said.readScores(prediction, scores, rows * width);
      if (++rows === BATCH_ROWS) empty();
    },
    finish() {
      empty();
      return counter.finish();
    },
  };
}

interface PairColumns {
  readonly rows: number;
  readonly predicted: Float64Array;
  readonly actual: Float64Array;
  readonly scores: Float64Array | null;
}

/** The counter of the task behind one form of rows. */
function taskCounter(
  { task, classes }: QualityModel,
  exactValues: number | undefined,
): { readonly add: (pairs: PairColumns) => void; readonly finish: () => QualityState } {
  if (task === "regression") {
    const counter = createRegressionCounter(exactValues);
    return {
      add: (pairs) => {
        counter.add(pairs);
      },
      finish: () => counter.finish(),
    };
  }
  if (task === "binary") {
    const counter = createBinaryCounter(exactValues);
    return {
      add: ({ rows, predicted, actual, scores }) => {
        const bytes = (from: Float64Array): Uint8Array => Uint8Array.from(from.subarray(0, rows));
        counter.add({ rows, predicted: bytes(predicted), actual: bytes(actual), scores });
      },
      finish: () => counter.finish(),
    };
  }
  const counter = createMulticlassCounter(classes, exactValues);
  return {
    add: ({ rows, predicted, actual, scores }) => {
      const indices = (from: Float64Array): Uint32Array => Uint32Array.from(from.subarray(0, rows));
      counter.add({ rows, predicted: indices(predicted), actual: indices(actual), probabilities: scores });
    },
    finish: () => counter.finish(),
  };
}
