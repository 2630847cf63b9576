import { Buffer } from "node:buffer";
import type { ByteSource, Decoder, DecodeOptions } from "../../contracts/decoding.js";
import type { RecordBatch, RejectLog } from "../../contracts/records.js";
import { BatchBuilder, type Row } from "./columns/batch-builder.js";
import type { ColumnStore } from "./columns/column-store.js";
import { CsvFraming } from "./csv-text/csv-framing.js";
import { dialectOf, type CsvDialect } from "./csv-text/dialect.js";
import type { CsvHeader } from "./csv-text/header.js";
import { PlainCsv, type CsvReading } from "./csv-text/plain-csv.js";
import { limitsOf } from "./limits.js";
import { decodeRecords, type RecordReader } from "./lines/decode-records.js";
import { RecordCursor } from "./lines/record-cursor.js";
import { textStream } from "./lines/text-stream.js";
import { CellRowScanner, isScannable } from "./scan/cell-row.js";
import { HeaderWatch } from "./scan/header-watch.js";

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

/**
 * @param quick false: every record the plain way, which is the reference for the quick one
 * @param reading where it is known, for a later part of an object; null: found in the first records
 */
export async function* decodeCsv(
  source: ByteSource,
  options: DecodeOptions,
  rejects: RejectLog,
  quick: boolean,
  reading: CsvReading | null = null,
): AsyncGenerator<RecordBatch> {
  const limits = limitsOf(options);
  const { head, stream } = await textStream(source);
  const dialect = reading?.dialect ?? dialectOf(options, head);
  const cursor = new RecordCursor(new CsvFraming(dialect.delimiter), limits.maxLineBytes, rejects);
  const batch = new BatchBuilder(options, limits, rejects, false);
  const plain = new PlainCsv(options, dialect, rejects, reading?.header ?? null);
  const reader = quick && isScannable(dialect.delimiter) ? new QuickCsv(plain, dialect) : plain;
  yield* decodeRecords(stream, cursor, reader, batch, rejects);
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
