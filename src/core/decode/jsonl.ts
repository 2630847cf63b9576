import { Buffer } from "node:buffer";
import type { ByteSource, Decoder, DecodeLimits, DecodeOptions } from "../../contracts/decoding.js";
import type { RecordBatch, RejectLog } from "../../contracts/records.js";
import { BatchBuilder, type Row } from "./columns/batch-builder.js";
import { FlatRow } from "./json/flat-row.js";
import { jsonLines } from "./json/json-lines.js";
import { isArray, isObject } from "./json/json-value.js";
import { parseJson } from "./json/parse-json.js";
import { addRecordCells } from "./json/record-cells.js";
import { limitsOf } from "./limits.js";
import { decodeRecords, type RecordReader } from "./lines/decode-records.js";
import { lineFraming, RecordCursor } from "./lines/record-cursor.js";
import { recordText } from "./lines/record-text.js";
import { Notes } from "./notes.js";
import { RecordFault } from "./record-fault.js";
import type { JsonLayout } from "./scan/json-layout.js";
import { learnRecord } from "./scan/learn-record.js";
import { Templates } from "./scan/templates.js";

/** One JSON object (or positional array) a line, or one JSON array of them; nested values get dotted names. */
export const jsonl: Decoder = {
  name: "jsonl",
  detect: (head) => /^\s*[{[]/.test(Buffer.from(head).toString("latin1")),
  decode: (source, options, rejects) => decodeJsonLines(source, options, rejects, true),
};

/** @param quick false: every line the plain way, which is the reference for the quick one */
export async function* decodeJsonLines(
  source: ByteSource,
  options: DecodeOptions,
  rejects: RejectLog,
  quick: boolean,
): AsyncGenerator<RecordBatch> {
  const limits = limitsOf(options);
  const stream = await jsonLines(source);
  const cursor = new RecordCursor(lineFraming, limits.maxLineBytes, rejects);
  const batch = new BatchBuilder(options, limits, rejects, false);
  const plain = new PlainLines(options, limits, rejects);
  yield* decodeRecords(stream, cursor, quick ? new QuickLines(plain, options, limits, batch) : plain, batch, rejects);
}

class PlainLines implements RecordReader {
  /** Whether the last line gave a record. */
  used = false;
  private readonly options: DecodeOptions;
  private readonly limits: DecodeLimits;
  private readonly notes: Notes;

  constructor(options: DecodeOptions, limits: DecodeLimits, rejects: RejectLog) {
    this.options = options;
    this.limits = limits;
    this.notes = new Notes(rejects);
  }

  read(cursor: RecordCursor): readonly Row[] {
    this.used = false;
    const value = parseJson(recordText(cursor), this.limits.maxDepth);
    const row = new FlatRow(this.notes, cursor.line);
    if (!isObject(value) && !isArray(value)) throw new RecordFault("malformed", "expects a JSON object or array");
    addRecordCells(value, this.options, row);
    this.used = true;
    return [row.toRow(NaN, null)];
  }
}

/** Scans lines by layouts learned from those that were read the plain way. */
class QuickLines implements RecordReader {
  private readonly plain: PlainLines;
  private readonly options: DecodeOptions;
  private readonly limits: DecodeLimits;
  private readonly batch: BatchBuilder;
  private readonly templates = new Templates<JsonLayout>();

  constructor(plain: PlainLines, options: DecodeOptions, limits: DecodeLimits, batch: BatchBuilder) {
    this.plain = plain;
    this.options = options;
    this.limits = limits;
    this.batch = batch;
  }

  scan(cursor: RecordCursor, batch: BatchBuilder): number {
    const scanned = this.templates.first((layout) => scanLine(layout, cursor, batch));
    if (scanned > 0) batch.endRow(NaN, null);
    return scanned;
  }

  read(cursor: RecordCursor): readonly Row[] {
    return this.plain.read(cursor);
  }

  learn(cursor: RecordCursor): void {
    if (!this.plain.used || !this.templates.wantsMore) return;
    const { options } = this;
    this.templates.add(
      learnRecord(cursor, this.limits.maxDepth, this.batch, (record, row) => {
        addRecordCells(record, options, row);
      }),
    );
  }
}

function scanLine(layout: JsonLayout, { bytes, view, start, end }: RecordCursor, batch: BatchBuilder): number {
  const rows = layout.scan(bytes, view, start, end, batch.rows, 1);
  if (rows === 1 && layout.at === end) return 1;
  layout.clear(batch.rows);
  return -1;
}
