import type { ByteSource, DecodeOptions } from "../../src/contracts/decoding.js";
import { UnreadableSourceError } from "../../src/contracts/errors.js";
import { openCapture } from "../../src/core/decode/open-capture.js";
import { createRejectLog } from "../../src/core/decode/reject-log.js";
import { type Cell, cellAt } from "../../src/core/labels/cell.js";
import { classText } from "../../src/core/labels/class-text.js";
import { groundTruthOf, isGroundTruth } from "../../src/core/labels/ground-truth.js";

/** Records that are looked at to find out which column is what. */
const MOST_RECORDS = 20_000;

/** What the first records of a file hold. */
export interface FirstRecords {
  readonly names: readonly string[];
  /** True when records carry ids of the capture itself, and times. */
  readonly hasIds: boolean;
  readonly hasTimes: boolean;
  /** True for SageMaker ground truth, which brings id and label. */
  readonly groundTruth: boolean;
  /** Distinct values of each column in the form in which classes are compared, at most 100 of each. */
  readonly values: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Key under which the labels of ground truth stand among `values`. */
export const GROUND_TRUTH = "(ground truth)";

const MOST_VALUES = 100;

/** @throws UnreadableSourceError when the file can't be read or holds no record */
export async function firstRecords(source: ByteSource, options: DecodeOptions): Promise<FirstRecords> {
  const values = new Map<string, Set<string>>();
  const seen = { records: 0, hasIds: false, hasTimes: false, groundTruth: false };
  const note = (name: string, cell: Cell): void => {
    const known = values.get(name) ?? new Set<string>();
    values.set(name, known);
    if (cell !== null && known.size < MOST_VALUES) known.add(classText(cell));
  };
  for await (const batch of openCapture(source, "auto", options, createRejectLog())) {
    seen.records += batch.rows;
    seen.hasIds ||= batch.recordIds?.slice(0, batch.rows).some((id) => id !== null) ?? false;
    seen.hasTimes ||= batch.eventTimeMs?.subarray(0, batch.rows).some(Number.isFinite) ?? false;
    seen.groundTruth ||= isGroundTruth(batch);
    for (const column of batch.columns)
      for (let row = 0; row < batch.rows; row++) note(column.name, cellAt(column, row));
    const labels = isGroundTruth(batch) ? groundTruthOf(batch, null) : null;
    for (let row = 0; labels && row < batch.rows; row++) {
      for (const { label } of labels(row) ?? []) note(GROUND_TRUTH, label);
    }
    if (seen.records >= MOST_RECORDS) break;
  }
  if (seen.records === 0) throw new UnreadableSourceError(source.name, "expects records, got none");
  return { ...seen, names: [...values.keys()].filter((name) => name !== GROUND_TRUTH), values };
}
