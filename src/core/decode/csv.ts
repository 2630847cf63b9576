import { Buffer } from "node:buffer";
import type { Decoder, DecodeOptions } from "../../contracts/decoding.js";
import type { RejectLog } from "../../contracts/records.js";
import { BatchBuilder, type Row } from "./columns/batch-builder.js";
import { readToken } from "./columns/cell-value.js";
import { CsvFraming } from "./csv-text/csv-framing.js";
import { readCsvRecord, type CsvCell } from "./csv-text/csv-record.js";
import { dialectOf, type CsvDialect } from "./csv-text/dialect.js";
import { isHeaderRow } from "./csv-text/header-row.js";
import { findHeader, type CsvHeader } from "./csv-text/header.js";
import { limitsOf } from "./limits.js";
import { decodeRecords, type RecordReader } from "./lines/decode-records.js";
import { RecordCursor } from "./lines/record-cursor.js";
import { recordText } from "./lines/record-text.js";
import { textStream } from "./lines/text-stream.js";
import { RecordFault } from "./record-fault.js";

/** Records that are looked at to find the header and the usual number of cells. */
const HEAD_RECORDS = 64;

/** CSV by RFC 4180, with or without a header. Blank lines are no records. */
export const csv: Decoder = {
  name: "csv",
  /** Any text that isn't JSON: asked last. */
  detect(head) {
    const text = Buffer.from(head).toString("latin1").trimStart();
    return text !== "" && !text.includes("\0") && !/^[{[]/.test(text);
  },
  async *decode(source, options, rejects) {
    const limits = limitsOf(options);
    const { head, stream } = await textStream(source);
    const dialect = dialectOf(options, firstLine(head));
    const cursor = new RecordCursor(new CsvFraming(dialect.delimiter), limits.maxLineBytes, rejects);
    const batch = new BatchBuilder(options, limits, rejects, false);
    yield* decodeRecords(stream, cursor, new CsvReader(options, dialect, rejects), batch, rejects);
  },
};

function firstLine(head: Uint8Array): string {
  return Buffer.from(head).toString("utf8").trimStart().split(/\r?\n/, 1)[0] ?? "";
}

interface HeldRecord {
  readonly cells: CsvCell[];
  readonly line: number;
}

/** Holds the first records until the header is known, then gives each record its names. */
class CsvReader implements RecordReader {
  private readonly options: DecodeOptions;
  private readonly dialect: CsvDialect;
  private readonly rejects: RejectLog;
  private readonly textColumns: ReadonlySet<string>;
  private held: HeldRecord[] = [];
  private header: CsvHeader | null = null;

  constructor(options: DecodeOptions, dialect: CsvDialect, rejects: RejectLog) {
    this.options = options;
    this.dialect = dialect;
    this.rejects = rejects;
    this.textColumns = new Set(options.textColumns);
  }

  read(cursor: RecordCursor): readonly Row[] {
    const record = { cells: readCsvRecord(recordText(cursor), this.dialect.delimiter), line: cursor.line };
    if (this.header !== null) return [this.row(record, this.header)];
    this.held.push(record);
    return this.held.length < HEAD_RECORDS ? [] : this.finish();
  }

  finish(): readonly Row[] {
    const held = this.held;
    this.held = [];
    if (held.length === 0) return [];
    const header = findHeader(
      held.map((record) => record.cells),
      this.options,
      this.dialect,
    );
    this.header = header;
    return held.slice(header.inFirstRecord ? 1 : 0).flatMap((record) => this.rowOrReject(record, header));
  }

  private rowOrReject(record: HeldRecord, header: CsvHeader): readonly Row[] {
    try {
      return [this.row(record, header)];
    } catch (error) {
      if (!(error instanceof RecordFault)) throw error;
      this.rejects.reject(error.reason, record.line, error.message, error.records);
      return [];
    }
  }

  private row({ cells, line }: HeldRecord, { names, named }: CsvHeader): Row {
    if (isHeaderRow(cells, named ? names : null)) throw new RecordFault("header-row", "expects data, got a header row");
    if (cells.length !== names.length)
      throw new RecordFault("ragged-row", `expects ${names.length} cells, got ${cells.length}`);
    const values = cells.map(({ text, quoted }, i) =>
      readToken(text, quoted, this.textColumns.has(names[i]!), this.dialect),
    );
    return { names, values, line, eventTimeMs: NaN, id: null };
  }
}
