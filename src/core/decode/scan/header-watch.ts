import type { Buffer } from "node:buffer";
import { CellKind } from "../../../contracts/records.js";
import type { ColumnStore } from "../columns/column-store.js";
import { readCsvRecord } from "../csv-text/csv-record.js";
import { isHeaderRow } from "../csv-text/header-row.js";

/** Looks again at the few scanned rows that bear a mark of a header; see `isHeaderRow`. */
export class HeaderWatch {
  private readonly delimiter: string;
  private readonly names: readonly string[] | null;

  /** @param names of the cells where a header is known; null where they are only positions */
  constructor(delimiter: string, names: readonly string[] | null) {
    this.delimiter = delimiter;
    this.names = names;
  }

  /** True when a row that begins with this text has to be looked at. */
  isFirstName(text: string | undefined): boolean {
    return this.names !== null && text?.trim() === this.names[0];
  }

  /**
   * @param first the column of the first cell
   * @param endsInTen whether a cell ends in `.10`
   */
  isHeader(bytes: Buffer, start: number, end: number, first: ColumnStore, row: number, endsInTen: boolean): boolean {
    const repeats = first.kinds[row] === CellKind.text && this.isFirstName(first.dictionary[first.codes[row]!]);
    // A price of 9.10 is common; that another cell ends in .9, as a renamed header has it, is not.
    const renamed = endsInTen && bytes.subarray(start, end).includes(`.9${this.delimiter}`);
    return (
      (repeats || renamed) && isHeaderRow(readCsvRecord(bytes.toString("utf8", start, end), this.delimiter), this.names)
    );
  }
}
