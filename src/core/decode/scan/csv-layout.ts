import type { Buffer } from "node:buffer";
import { CellKind } from "../../../contracts/records.js";
import type { ColumnStore } from "../columns/column-store.js";
import { readCsvRecord } from "../csv-text/csv-record.js";
import { isHeaderRow } from "../csv-text/header-row.js";
import type { CellRowScanner } from "./cell-row.js";

const QUOTE = 34;
const BACKSLASH = 92;
const LETTER_N = 110;
const LETTER_R = 114;

/** CSV rows inside a JSON string, where line breaks are written `\n` or `\r\n`. */
export class CsvLayout {
  private readonly scanner: CellRowScanner;
  private readonly columns: readonly ColumnStore[];
  private readonly delimiter: string;
  /** Names of the cells where a header is known: a row may repeat it. */
  private readonly names: readonly string[] | null;
  /** Behind the text, once it was scanned. */
  at = 0;
  private begun = 0;

  constructor(
    scanner: CellRowScanner,
    columns: readonly ColumnStore[],
    delimiter: string,
    names: readonly string[] | null,
  ) {
    this.scanner = scanner;
    this.columns = columns;
    this.delimiter = delimiter;
    this.names = names;
  }

  /** As `JsonLayout.scan`. */
  scan(bytes: Buffer, view: DataView, start: number, _end: number, row: number, room: number): number {
    let from = start;
    for (let rows = 1; ; rows++) {
      if (rows > room) return rows;
      this.begun = rows;
      let at = this.scanner.scan(bytes, view, from, this.columns, row + rows - 1);
      if (at < 0 || this.isHeader(bytes, from, at, row + rows - 1)) return -1;
      if (bytes[at] === BACKSLASH) {
        if (bytes[at + 1] === LETTER_R && bytes[at + 2] === BACKSLASH) at += 2;
        if (bytes[at + 1] !== LETTER_N) return -1;
        at += 2;
      } else if (bytes[at] !== QUOTE) {
        return -1;
      }
      if (bytes[at] === QUOTE) {
        this.at = at;
        return rows;
      }
      from = at;
    }
  }

  clear(row: number): void {
    for (const column of this.columns) column.clear(row, row + this.begun);
  }

  /** Only rows with a mark of a header are looked at again. */
  private isHeader(bytes: Buffer, start: number, end: number, row: number): boolean {
    const first = this.columns[0]!;
    const repeats =
      this.names !== null &&
      first.kinds[row] === CellKind.text &&
      first.dictionary[first.codes[row]!]!.trim() === this.names[0];
    if (!repeats && !this.scanner.suspect) return false;
    // A price of 9.10 is common, and beside it no cell ends in .9 by the header's rule most of the time.
    if (!repeats && !bytes.subarray(start, end).includes(`.9${this.delimiter}`)) return false;
    return isHeaderRow(readCsvRecord(bytes.toString("utf8", start, end), this.delimiter), this.names);
  }
}
