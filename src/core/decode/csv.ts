import { Buffer } from "node:buffer";
import type { ByteSource, Decoder, DecodeOptions } from "../../contracts/decoding.js";
import type { RecordBatch, RejectLog } from "../../contracts/records.js";
import { BatchBuilder, type Row } from "./columns/batch-builder.js";
import { readToken } from "./columns/cell-value.js";
import type { ColumnStore } from "./columns/column-store.js";
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
import { CellRowScanner, isScannable } from "./scan/cell-row.js";
import { HeaderWatch } from "./scan/header-watch.js";

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
  decode: (source, options, rejects) => decodeCsv(source, options, rejects, true),
};

/** @param quick false: every record the plain way, which is the reference for the quick one */
export async function* decodeCsv(
  source: ByteSource,
  options: DecodeOptions,
  rejects: RejectLog,
  quick: boolean,
): AsyncGenerator<RecordBatch> {
  const limits = limitsOf(options);
  const { head, stream } = await textStream(source);
  const dialect = dialectOf(options, firstLine(head));
  const cursor = new RecordCursor(new CsvFraming(dialect.delimiter), limits.maxLineBytes, rejects);
  const batch = new BatchBuilder(options, limits, rejects, false);
  const plain = new PlainCsv(options, dialect, rejects);
  const reader = quick && isScannable(dialect.delimiter) ? new QuickCsv(plain, dialect) : plain;
  yield* decodeRecords(stream, cursor, reader, batch, rejects);
}

function firstLine(head: Uint8Array): string {
  return Buffer.from(head).toString("utf8").trimStart().split(/\r?\n/, 1)[0] ?? "";
}

interface HeldRecord {
  readonly cells: CsvCell[];
  readonly line: number;
}

/** Holds the first records until the header is known, then gives each record its names. */
class PlainCsv implements RecordReader {
  private readonly options: DecodeOptions;
  private readonly dialect: CsvDialect;
  private readonly rejects: RejectLog;
  private readonly textColumns: ReadonlySet<string>;
  private held: HeldRecord[] = [];
  /** Null until enough records were seen. */
  header: CsvHeader | null = null;

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

/** Scans records straight into columns once the header is known. */
class QuickCsv implements RecordReader {
  private readonly plain: PlainCsv;
  private readonly scanner: CellRowScanner;
  private readonly delimiter: string;
  private columns: readonly ColumnStore[] = [];
  private headers: HeaderWatch | null = null;

  constructor(plain: PlainCsv, dialect: CsvDialect) {
    this.plain = plain;
    this.delimiter = dialect.delimiter;
    this.scanner = new CellRowScanner(dialect.delimiter, dialect, false);
  }

  scan({ bytes, view, start, end, line }: RecordCursor, batch: BatchBuilder): number {
    const { header } = this.plain;
    if (header === null) return -1;
    this.headers ??= this.begin(header, batch, line);
    const { columns, scanner } = this;
    const { rows } = batch;
    const at = scanner.scan(bytes, view, start, columns, rows);
    if (at !== end || this.headers.isHeader(bytes, start, end, columns[0]!, rows, scanner.suspect)) {
      for (const column of columns) column.clear(rows, rows + 1);
      return -1;
    }
    batch.endRow(NaN, null);
    return 1;
  }

  read(cursor: RecordCursor): readonly Row[] {
    return this.plain.read(cursor);
  }

  finish(): readonly Row[] {
    return this.plain.finish();
  }

  private begin({ names, named }: CsvHeader, batch: BatchBuilder, line: number): HeaderWatch {
    const unwanted = batch.discard();
    this.columns = names.map((name) => batch.column(name, line) ?? unwanted);
    return new HeaderWatch(this.delimiter, named ? names : null);
  }
}
