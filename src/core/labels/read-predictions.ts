import type { ColumnBatch, RecordBatch } from "../../contracts/records.js";
import type { QualityTask } from "../quality/quality-metric.js";
import { cellAt } from "./cell.js";
import { cellNumber, ClassIndex } from "./class-text.js";
import { columnOf, type IdPlace, idsOf } from "./id-columns.js";
import { type KeyedRows, KeyedRowsBuilder, TIME } from "./keyed-rows.js";
import { type FaultCounts, FaultTally, type RowFault } from "./row-faults.js";
import { type TimePlace, timesOf } from "./row-times.js";

/** Where predictions stand in their records. */
export interface PredictionColumns {
  readonly task: QualityTask;
  readonly id: IdPlace;
  readonly time: TimePlace;
  /** Predicted class, or number of a regression; null where only scores or probabilities are there. */
  readonly predicted: string | null;
  /** Binary: probability of the positive class. */
  readonly score: string | null;
  /** Multiclass: probability of each class, in the order of `classes`. */
  readonly probabilities: readonly string[];
  /** Classes that are known beforehand, in their order. */
  readonly classes: readonly string[];
}

/** Predictions by id: columns `time`, `predicted` (number, or index into `classes`; NaN without), `score` or `p0`, `p1` ... */
export interface PredictionRows {
  readonly keyed: KeyedRows;
  readonly classes: readonly string[];
  /** Rows read. rows = keyed rows + faults. */
  readonly read: number;
  readonly faults: FaultCounts;
}

export interface PredictionReader {
  /** @param chosen rows of the batch; default all */
  add(batch: RecordBatch, chosen?: ArrayLike<number>): void;
  /** Call once. */
  finish(): PredictionRows;
}

export const PREDICTED = "predicted";
export const SCORE = "score";
export const probabilityName = (classIndex: number): string => `p${classIndex}`;

/** Rounded probabilities of many classes miss one by a little. */
const SUM_TOLERANCE = 1e-3;

/** Reads predictions out of decoded records. A row that can't be used is counted by reason and costs no other row. */
export function createPredictionReader(places: PredictionColumns): PredictionReader {
  const classes = new ClassIndex(places.classes);
  const faults = new FaultTally();
  const names = valueNames(places);
  const builder = new KeyedRowsBuilder(names);
  const values = new Float64Array(names.length);
  let read = 0;
  return {
    add(batch, chosen) {
      const rows = chosen?.length ?? batch.rows;
      read += rows;
      const idOf = idsOf(batch, places.id);
      const timeOf = timesOf(batch, places.time);
      const fill = filler(batch, places, classes, values);
      for (let i = 0; i < rows; i++) {
        const row = chosen ? chosen[i]! : i;
        const id = idOf(row);
        values[0] = timeOf(row);
        const fault = id === null ? "id-missing" : places.time && Number.isNaN(values[0]) ? "time-missing" : fill(row);
        if (fault === null) builder.add(id!, values);
        else faults.count(fault);
      }
    },
    finish: () => ({ keyed: builder.finish(), classes: classes.names, read, faults: faults.summary() }),
  };
}

function valueNames({ score, probabilities }: PredictionColumns): string[] {
  return [TIME, PREDICTED, ...(score === null ? [] : [SCORE]), ...probabilities.map((_, k) => probabilityName(k))];
}

/** Writes one row's prediction after its time; gives a fault instead where there is one. */
function filler(
  batch: RecordBatch,
  places: PredictionColumns,
  classes: ClassIndex,
  values: Float64Array,
): (row: number) => RowFault | null {
  const predicted = columnOf(batch, places.predicted);
  const score = columnOf(batch, places.score);
  const probabilities = places.probabilities.map((name) => columnOf(batch, name));
  return (row) => {
    values[1] = NaN;
    if (places.predicted !== null) {
      const cell = cellAt(predicted, row);
      if (cell === null) return "prediction-missing";
      values[1] = places.task === "regression" ? cellNumber(cell) : classes.of(cell);
      if (!Number.isFinite(values[1])) return "prediction-not-a-number";
    }
    if (places.score !== null) return readProbability(score, row, values, 2);
    return probabilities.length > 0 ? readProbabilities(probabilities, row, values) : null;
  };
}

function readProbability(
  column: ColumnBatch | undefined,
  row: number,
  values: Float64Array,
  at: number,
): RowFault | null {
  const cell = cellAt(column, row);
  if (cell === null) return "score-missing";
  const value = typeof cell === "boolean" ? NaN : cellNumber(cell);
  if (Number.isNaN(value)) return "score-not-a-number";
  values[at] = value + 0;
  return value >= 0 && value <= 1 ? null : "score-out-of-range";
}

function readProbabilities(
  columns: readonly (ColumnBatch | undefined)[],
  row: number,
  values: Float64Array,
): RowFault | null {
  let sum = 0;
  for (let k = 0; k < columns.length; k++) {
    const fault = readProbability(columns[k], row, values, k + 2);
    if (fault) return fault;
    sum += values[k + 2]!;
  }
  return Math.abs(sum - 1) <= SUM_TOLERANCE ? null : "probabilities-not-summing-to-one";
}
