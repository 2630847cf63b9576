import type { RecordBatch } from "../../contracts/records.js";
import type { QualityTask } from "../quality/quality-metric.js";
import { type Cell, cellAt } from "./cell.js";
import { cellNumber, ClassIndex, labelMapper, type LabelValues } from "./class-text.js";
import { groundTruthOf, isGroundTruth } from "./ground-truth.js";
import { columnOf, type IdPlace, idsOf } from "./id-columns.js";
import { hashId, type IdHash } from "./id-hash.js";
import { type KeyedRows, KeyedRowsBuilder, TIME } from "./keyed-rows.js";
import { type FaultCounts, FaultTally } from "./row-faults.js";
import { type TimePlace, timesOf } from "./row-times.js";

/** Where labels stand in their records. */
export interface LabelColumns {
  readonly task: QualityTask;
  /** Ignored for SageMaker ground truth, which brings its own. */
  readonly id: IdPlace;
  /** When the label was given: the last one of an id wins. */
  readonly time: TimePlace;
  /** Epoch milliseconds of labels without a time of their own: when their file arrived. Default none. */
  readonly arrivedMs?: number;
  /** When the prediction was made, where labels say it: column `predictedAt` of the rows. Default nowhere. */
  readonly predictedAt?: TimePlace;
  /** Column of the label; null for SageMaker ground truth alone, whose data hold one value. */
  readonly label: string | null;
  readonly values: LabelValues;
}

/** Labels by id: columns `time` and `label` (number, or index into `classes`), and `predictedAt` where it is asked for. */
export interface LabelRows {
  readonly keyed: KeyedRows;
  readonly classes: readonly string[];
  /** Labels read. read = keyed rows + faults. */
  readonly read: number;
  readonly faults: FaultCounts;
}

export interface LabelReader {
  add(batch: RecordBatch): void;
  /** Call once. */
  finish(): LabelRows;
}

export const LABEL = "label";
export const PREDICTED_AT = "predictedAt";

/** Reads labels out of decoded records: plain columns, or SageMaker ground truth. A label that can't be used is counted by reason. */
export function createLabelReader(places: LabelColumns): LabelReader {
  const { time, arrivedMs = NaN, predictedAt } = places;
  const classes = new ClassIndex();
  const faults = new FaultTally();
  const builder = new KeyedRowsBuilder([TIME, LABEL, ...(predictedAt === undefined ? [] : [PREDICTED_AT])]);
  const mapped = labelMapper(places.values);
  let read = 0;
  const addOne = (id: IdHash | null, cell: Cell, givenMs: number, predictedMs: number): void => {
    read++;
    if (id === null) {
      faults.count("id-missing");
    } else if (cell === null || (typeof cell === "string" && cell.trim() === "")) {
      faults.count("label-missing");
    } else {
      const value = mapped(cell);
      const number = places.task === "regression" ? cellNumber(value) : classes.of(value);
      if (Number.isFinite(number)) builder.add(id, [Number.isNaN(givenMs) ? arrivedMs : givenMs, number, predictedMs]);
      else faults.count("label-not-a-number");
    }
  };
  return {
    add(batch) {
      const [timeOf, predictedOf] = [timesOf(batch, time), timesOf(batch, predictedAt ?? null)];
      if (isGroundTruth(batch)) {
        const labelsOf = groundTruthOf(batch, places.label);
        for (let row = 0; row < batch.rows; row++) {
          const labels = labelsOf(row);
          if (labels === null) {
            read++;
            faults.count("label-malformed");
          }
          for (const { id, label } of labels ?? []) addOne(hashId([id]), label, timeOf(row), predictedOf(row));
        }
        return;
      }
      const idOf = idsOf(batch, places.id);
      const column = columnOf(batch, places.label);
      for (let row = 0; row < batch.rows; row++) addOne(idOf(row), cellAt(column, row), timeOf(row), predictedOf(row));
    },
    finish: () => ({ keyed: builder.finish(), classes: classes.names, read, faults: faults.summary() }),
  };
}
