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
  /** Column of the label; null for SageMaker ground truth alone, whose data hold one value. */
  readonly label: string | null;
  readonly values: LabelValues;
}

/** Labels by id: columns `time` and `label` (number, or index into `classes`). */
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

/** Reads labels out of decoded records: plain columns, or SageMaker ground truth. A label that can't be used is counted by reason. */
export function createLabelReader(places: LabelColumns): LabelReader {
  const classes = new ClassIndex();
  const faults = new FaultTally();
  const builder = new KeyedRowsBuilder([TIME, LABEL]);
  const mapped = labelMapper(places.values);
  let read = 0;
  const addOne = (id: IdHash | null, time: number, cell: Cell): void => {
    read++;
    if (id === null) {
      faults.count("id-missing");
    } else if (cell === null || (typeof cell === "string" && cell.trim() === "")) {
      faults.count("label-missing");
    } else {
      const value = mapped(cell);
      const number = places.task === "regression" ? cellNumber(value) : classes.of(value);
      if (Number.isFinite(number)) builder.add(id, [time, number]);
      else faults.count("label-not-a-number");
    }
  };
  return {
    add(batch) {
      const timeOf = timesOf(batch, places.time);
      if (isGroundTruth(batch)) {
        const labelsOf = groundTruthOf(batch, places.label);
        for (let row = 0; row < batch.rows; row++) {
          const labels = labelsOf(row);
          if (labels === null) {
            read++;
            faults.count("label-malformed");
          }
          for (const { id, label } of labels ?? []) addOne(hashId([id]), timeOf(row), label);
        }
        return;
      }
      const idOf = idsOf(batch, places.id);
      const column = columnOf(batch, places.label);
      for (let row = 0; row < batch.rows; row++) addOne(idOf(row), timeOf(row), cellAt(column, row));
    },
    finish: () => ({ keyed: builder.finish(), classes: classes.names, read, faults: faults.summary() }),
  };
}
