import type { Buffer } from "node:buffer";
import type { ColumnStore } from "../columns/column-store.js";
import type { CellRowScanner } from "./cell-row.js";
import type { HeaderWatch } from "./header-watch.js";

const QUOTE = 34;
const BACKSLASH = 92;
const LETTER_N = 110;
const LETTER_R = 114;

/** CSV rows inside a JSON string, where line breaks are written `\n` or `\r\n`. */
export class CsvLayout {
  readonly scanner: CellRowScanner;
  readonly columns: readonly ColumnStore[];
  readonly headers: HeaderWatch;
  /** Behind the text, once it was scanned. */
  at = 0;
  private begun = 0;

  constructor(scanner: CellRowScanner, columns: readonly ColumnStore[], headers: HeaderWatch) {
    this.scanner = scanner;
    this.columns = columns;
    this.headers = headers;
  }

  /** As `JsonLayout.scan`. */
  scan(bytes: Buffer, view: DataView, start: number, _end: number, row: number, room: number): number {
    let from = start;
    for (let rows = 1; ; rows++) {
      if (rows > room) return rows;
      this.begun = rows;
      let at = this.scanner.scan(bytes, view, from, this.columns, row + rows - 1);
      if (at < 0) return -1;
      if (this.headers.isHeader(bytes, from, at, this.columns[0]!, row + rows - 1, this.scanner.suspect)) return -1;
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
}
