import { Buffer } from "node:buffer";
import type { Decoder, DecodeLimits, DecodeOptions } from "../../contracts/decoding.js";
import type { RejectLog } from "../../contracts/records.js";
import { BatchBuilder, type Row } from "./columns/batch-builder.js";
import { FlatRow } from "./json/flat-row.js";
import { isArray, isObject } from "./json/json-value.js";
import { parseJson } from "./json/parse-json.js";
import { addRecordCells } from "./json/record-cells.js";
import { limitsOf } from "./limits.js";
import { decodeRecords, type RecordReader } from "./lines/decode-records.js";
import { lineFraming, RecordCursor } from "./lines/record-cursor.js";
import { recordText } from "./lines/record-text.js";
import { textStream } from "./lines/text-stream.js";
import { Notes } from "./notes.js";
import { RecordFault } from "./record-fault.js";

/** One JSON object (or positional array) a line; nested values get dotted names. */
export const jsonl: Decoder = {
  name: "jsonl",
  detect: (head) => /^\s*[{[]/.test(Buffer.from(head).toString("latin1")),
  async *decode(source, options, rejects) {
    const limits = limitsOf(options);
    const { stream } = await textStream(source);
    const cursor = new RecordCursor(lineFraming, limits.maxLineBytes, rejects);
    const batch = new BatchBuilder(options, limits, rejects, false);
    yield* decodeRecords(stream, cursor, new JsonLineReader(options, limits, rejects), batch, rejects);
  },
};

class JsonLineReader implements RecordReader {
  private readonly options: DecodeOptions;
  private readonly limits: DecodeLimits;
  private readonly notes: Notes;

  constructor(options: DecodeOptions, limits: DecodeLimits, rejects: RejectLog) {
    this.options = options;
    this.limits = limits;
    this.notes = new Notes(rejects);
  }

  read(cursor: RecordCursor): readonly Row[] {
    const value = parseJson(recordText(cursor), this.limits.maxDepth);
    const row = new FlatRow(this.notes, cursor.line);
    if (!isObject(value) && !isArray(value)) throw new RecordFault("malformed", "expects a JSON object or array");
    addRecordCells(value, this.options, row);
    return [row.toRow(NaN, null)];
  }
}
