import { CellKind } from "../../../contracts/records.js";
import { ByteRole } from "../columns/byte-dictionary.js";
import type { TokenRules } from "../columns/cell-value.js";
import type { ColumnStore } from "../columns/column-store.js";
import { scanNumber } from "./scan-number.js";

const LF = 10;
const CR = 13;
const SPACE = 32;
const QUOTE = 34;
const BACKSLASH = 92;
const DOT = 46;
const ONE = 49;
const ZERO = 48;

/** False for a delimiter that may stand inside a number: then cells can't be told by scanning. */
export function isScannable(delimiter: string): boolean {
  return !/[\d.eE+-]/.test(delimiter);
}

/**
 * Reads one row of CSV cells from bytes straight into columns. Whatever is out of the ordinary (another number of cells,
 * escapes, doubled quotes, bytes that aren't UTF-8, a row of missing cells only) is left to the plain way.
 */
export class CellRowScanner {
  /** The last row held a cell ending in `.10`: it may be a header that pandas renamed. */
  suspect = false;
  readonly delimiter: number;
  /** The byte of the decimal mark. */
  readonly mark: number;
  private readonly rules: TokenRules;
  private readonly inJson: boolean;
  /** 1 for the bytes that end an unquoted cell. */
  private readonly ends = new Uint8Array(256);

  /** @param inJson the row stands inside a JSON string: a quote ends the text, a backslash starts an escape */
  constructor(delimiter: string, rules: TokenRules, inJson: boolean) {
    this.delimiter = delimiter.charCodeAt(0);
    this.mark = rules.decimal.charCodeAt(0);
    this.rules = rules;
    this.inJson = inJson;
    this.ends[this.delimiter] = 1;
    for (const byte of inJson ? [QUOTE, BACKSLASH, ...Array(SPACE).keys()] : [LF, CR]) this.ends[byte] = 1;
  }

  /**
   * @param columns one for each cell
   * @returns the position behind the last cell, or -1 when the plain way must read the row
   */
  scan(bytes: Uint8Array, view: DataView, at: number, columns: readonly ColumnStore[], row: number): number {
    const { delimiter } = this;
    const last = columns.length - 1;
    this.suspect = false;
    let p = at;
    for (let i = 0; ; i++) {
      const end = this.scanCell(bytes, view, p, columns[i]!, row);
      if (end < 0) return -1;
      if (endsInTen(bytes, p, end)) this.suspect = true;
      p = end;
      if (i === last) break;
      if (bytes[p] !== delimiter) return -1;
      p++;
    }
    return columns[0]!.kinds[row] === CellKind.missing && isMissing(columns, row) ? -1 : p;
  }

  /** @returns the position behind the cell, or -1 when the plain way must read it */
  scanCell(bytes: Uint8Array, view: DataView, at: number, column: ColumnStore, row: number): number {
    const end = column.keepText ? -1 : scanNumber(bytes, at, this.mark, column, row);
    return end < 0 || this.ends[bytes[end]!] !== 1 ? this.scanToken(bytes, view, at, column, row) : end;
  }

  private scanToken(bytes: Uint8Array, view: DataView, at: number, column: ColumnStore, row: number): number {
    const { ends } = this;
    if (bytes[at] === QUOTE && !this.inJson) return this.scanQuoted(bytes, view, at, column, row);
    let p = at;
    while (ends[bytes[p]!] === 0) p++;
    if (p === at) {
      column.kinds[row] = CellKind.missing;
      return p;
    }
    return column.setToken(row, bytes, view, at, p, ByteRole.token, this.rules) ? p : -1;
  }

  private scanQuoted(bytes: Uint8Array, view: DataView, at: number, column: ColumnStore, row: number): number {
    const end = bytes.indexOf(QUOTE, at + 1);
    if (end < 0 || this.ends[bytes[end + 1]!] !== 1) return -1;
    if (endsInTen(bytes, at + 1, end)) this.suspect = true;
    return column.setToken(row, bytes, view, at + 1, end, ByteRole.quotedToken, this.rules) ? end + 1 : -1;
  }
}

/** The cell ends in `.10`. */
function endsInTen(bytes: Uint8Array, start: number, end: number): boolean {
  return bytes[end - 1] === ZERO && end - start > 2 && bytes[end - 2] === ONE && bytes[end - 3] === DOT;
}

function isMissing(columns: readonly ColumnStore[], row: number): boolean {
  return columns.every((column) => column.kinds[row] === CellKind.missing);
}
