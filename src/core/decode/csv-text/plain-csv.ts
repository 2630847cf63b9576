import type { DecodeOptions } from "../../../contracts/decoding.js";
import type { RejectLog } from "../../../contracts/records.js";
import type { Row } from "../columns/batch-builder.js";
import { readToken } from "../columns/cell-value.js";
import type { RecordReader } from "../lines/decode-records.js";
import type { RecordCursor } from "../lines/record-cursor.js";
import { recordText } from "../lines/record-text.js";
import { RecordFault } from "../record-fault.js";
import { readCsvRecord, type CsvCell } from "./csv-record.js";
import type { CsvDialect } from "./dialect.js";
import { isHeaderRow } from "./header-row.js";
import { findHeader, type CsvHeader } from "./header.js";

/** Records that are looked at to find the header and the usual number of cells. */
const HEAD_RECORDS = 64;

/** How the records of a CSV object are read, once its first ones are known. */
export interface CsvReading {
  readonly dialect: CsvDialect;
  readonly header: CsvHeader;
}

interface HeldRecord {
  readonly cells: CsvCell[];
  readonly line: number;
}

/** Holds the first records until the header is known, then gives each record its names. */
export class PlainCsv implements RecordReader {
  private readonly options: DecodeOptions;
  private readonly dialect: CsvDialect;
  private readonly rejects: RejectLog;
  private readonly textColumns: ReadonlySet<string>;
  private held: HeldRecord[] = [];
  /** Null until enough records were seen. */
  header: CsvHeader | null;

  constructor(options: DecodeOptions, dialect: CsvDialect, rejects: RejectLog, header: CsvHeader | null) {
    this.options = options;
    this.header = header;
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
