import type { RecordBatch, RejectLog } from "../../../contracts/records.js";
import type { BatchBuilder, Row } from "../columns/batch-builder.js";
import { RecordFault } from "../record-fault.js";
import type { RecordCursor } from "./record-cursor.js";
import { isBlank } from "./record-text.js";

/** What a format does with a line. */
export interface RecordReader {
  /**
   * The rows of the record under the cursor; none when it waits for later ones.
   *
   * @throws RecordFault
   */
  read(cursor: RecordCursor): readonly Row[];
  /** Rows that waited for the end of the object. */
  finish?(): readonly Row[];
  /**
   * Reads the record straight into the batch where that is quick.
   *
   * @returns the number of rows; -1, and nothing was done, when `read` must do it; NO_ROOM when the batch is too full
   */
  scan?(cursor: RecordCursor, batch: BatchBuilder): number;
  /** Reads as many records ahead of the cursor as it quickly can straight into the batch; returns how many. */
  scanAhead?(cursor: RecordCursor, batch: BatchBuilder): number;
  /** Called when the rows of a record that `read` read are in the batch: a chance to learn from it. */
  learn?(cursor: RecordCursor): void;
}

/** What `scan` answers when the record needs more rows than the batch has left. */
export const NO_ROOM = -2;

/** Drives a cursor over a stream, and its records through a reader into batches. */
export async function* decodeRecords(
  stream: AsyncIterable<Uint8Array>,
  cursor: RecordCursor,
  reader: RecordReader,
  batch: BatchBuilder,
  rejects: RejectLog,
): AsyncGenerator<RecordBatch> {
  for await (const chunk of stream) {
    cursor.feed(chunk);
    yield* drain(cursor, reader, batch, rejects);
  }
  cursor.finish();
  yield* drain(cursor, reader, batch, rejects);
  yield* append(reader.finish?.() ?? [], batch);
  if (batch.rows > 0) yield batch.batch();
}

function* drain(
  cursor: RecordCursor,
  reader: RecordReader,
  batch: BatchBuilder,
  rejects: RejectLog,
): Generator<RecordBatch> {
  for (;;) {
    if ((reader.scanAhead?.(cursor, batch) ?? 0) > 0 && batch.full) {
      yield batch.batch();
      batch.reset();
      continue;
    }
    if (!cursor.next()) return;
    let scanned = reader.scan?.(cursor, batch) ?? -1;
    if (scanned === NO_ROOM && batch.rows > 0) {
      yield batch.batch();
      batch.reset();
      scanned = reader.scan?.(cursor, batch) ?? -1;
    }
    if (scanned < 0) {
      if (isBlank(cursor)) continue;
      yield* append(rowsOf(cursor, reader, rejects), batch);
      reader.learn?.(cursor);
    } else if (batch.full) {
      yield batch.batch();
      batch.reset();
    }
  }
}

function* append(rows: readonly Row[], batch: BatchBuilder): Generator<RecordBatch> {
  for (const row of rows) {
    batch.addRow(row);
    if (!batch.full) continue;
    yield batch.batch();
    batch.reset();
  }
}

function rowsOf(cursor: RecordCursor, reader: RecordReader, rejects: RejectLog): readonly Row[] {
  try {
    return reader.read(cursor);
  } catch (error) {
    if (!(error instanceof RecordFault)) throw error;
    rejects.reject(error.reason, cursor.line, error.message, error.records);
    return [];
  }
}
