import type { MonitorConfig } from "../../../config/index.js";
import type { ByteSource, CaptureFormatName } from "../../../contracts/decoding.js";
import { UnreadableSourceError } from "../../../contracts/errors.js";
import type { ObjectHead, ObjectStore } from "../../../contracts/ports.js";
import type { RecordBatch, Rejects } from "../../../contracts/records.js";
import { openCapture } from "../../../core/decode/open-capture.js";
import { createRejectLog } from "../../../core/decode/reject-log.js";
import { isGroundTruth } from "../../../core/labels/ground-truth.js";
import { type KeyedRows, KeyedRowsBuilder } from "../../../core/labels/keyed-rows.js";
import { onePerId } from "../../../core/labels/one-per-id.js";
import { createLabelReader, type LabelReader } from "../../../core/labels/read-labels.js";
import type { FaultCounts } from "../../../core/labels/row-faults.js";
import { requireReadableSize } from "../../largest-capture.js";
import { labelColumns, labelIdNames } from "./label-columns.js";

/** What one label file says. read = rows + repeated + faults; records that are no labels at all are rejects. */
export interface LabelFileContent {
  /** One label an id, the last by time. */
  readonly rows: KeyedRows;
  readonly classes: readonly string[];
  readonly read: number;
  readonly repeated: number;
  /** Of these, labels that contradict the kept one without a later time to decide. */
  readonly conflicting: number;
  readonly faults: FaultCounts;
  readonly rejects: Rejects["byReason"];
  /** Why the file can't be read at all; nothing of it is counted then. */
  readonly unreadable: string | null;
}

/** The words of the configuration for the formats of the decoders: ground truth is JSON lines. */
const DECODED_AS: Readonly<Record<string, CaptureFormatName | "auto">> = {
  auto: "auto",
  "sagemaker-ground-truth": "jsonl",
  jsonl: "jsonl",
  csv: "csv",
  parquet: "parquet",
};

/** Reads the version of a label file that `head` names. @throws ConditionFailedError when it has been replaced */
export async function readLabelFile(
  head: ObjectHead,
  files: ObjectStore,
  monitor: MonitorConfig,
): Promise<LabelFileContent> {
  const source: ByteSource = {
    name: head.key,
    sizeBytes: head.sizeBytes,
    stream: () => files.stream(head.key, head.etag),
    read: (start, end) => files.getRange(head.key, start, end, head.etag),
  };
  const rejects = createRejectLog();
  const format = DECODED_AS[monitor.labels!.format]!;
  let reader: LabelReader | null = null;
  try {
    requireReadableSize(head, format);
    for await (const batch of openCapture(source, format, { textColumns: labelIdNames(monitor) }, rejects)) {
      reader ??= readerFor(batch, head, monitor);
      reader.add(batch);
    }
  } catch (error) {
    if (!(error instanceof UnreadableSourceError)) throw error;
    return { ...NO_LABELS, unreadable: error.message };
  }
  const rejected = rejects.summary().byReason;
  if (reader === null) return { ...NO_LABELS, rejects: rejected };
  const { keyed, classes, read, faults } = reader.finish();
  const { rows, repeated, conflicting } = onePerId(keyed, "last");
  return { rows, classes, read, repeated, conflicting, faults, rejects: rejected, unreadable: null };
}

function readerFor(batch: RecordBatch, head: ObjectHead, monitor: MonitorConfig): LabelReader {
  const names = batch.columns.map(({ name }) => name);
  return createLabelReader(labelColumns(monitor, head.key, names, isGroundTruth(batch), head.lastModifiedMs));
}

const NO_LABELS: LabelFileContent = {
  rows: new KeyedRowsBuilder([]).finish(),
  classes: [],
  read: 0,
  repeated: 0,
  conflicting: 0,
  faults: {},
  rejects: {},
  unreadable: null,
};
