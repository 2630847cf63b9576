import type { Buffer } from "node:buffer";
import { CellKind } from "../../../contracts/records.js";
import { readWhole } from "../columns/cell-value.js";
import type { ColumnStore } from "../columns/column-store.js";
import { scanNumber } from "./scan-number.js";

const QUOTE = 34;
const BACKSLASH = 92;
const SPACE = 32;
const DOT = 46;
const WORDS: readonly { readonly text: string; readonly value: boolean | null }[] = [
  { text: "true", value: true },
  { text: "false", value: false },
  { text: "null", value: null },
];

/**
 * Reads one JSON scalar from bytes straight into a cell.
 *
 * @param escaped the JSON stands inside a JSON string: its quotes are written `\"`
 * @returns the position behind it, or -1 when the plain way must read it (escapes, NaN, no scalar, not UTF-8)
 */
export function scanScalar(
  bytes: Buffer,
  view: DataView,
  at: number,
  escaped: boolean,
  column: ColumnStore,
  row: number,
): number {
  const quoteAt = escaped && bytes[at] === BACKSLASH ? at + 1 : at;
  if (bytes[quoteAt] === QUOTE) {
    return quoteAt === at && escaped ? -1 : scanString(bytes, view, quoteAt + 1, escaped, column, row);
  }
  const end = scanNumber(bytes, at, DOT, column, row);
  if (end < 0) return scanWord(bytes, at, column, row);
  if (column.keepText) setNumberText(bytes, at, end, column, row);
  return end;
}

function scanString(
  bytes: Buffer,
  view: DataView,
  at: number,
  escaped: boolean,
  column: ColumnStore,
  row: number,
): number {
  const end = textEnd(bytes, at);
  const closes = escaped ? bytes[end] === BACKSLASH && bytes[end + 1] === QUOTE : bytes[end] === QUOTE;
  if (!closes || !column.setTextBytes(row, bytes, view, at, end)) return -1;
  return escaped ? end + 2 : end + 1;
}

/** The first quote, backslash or control character. */
function textEnd(bytes: Buffer, start: number): number {
  let at = start;
  for (let byte = bytes[at]!; byte !== QUOTE && byte !== BACKSLASH && byte >= SPACE;) byte = bytes[++at]!;
  return at;
}

function scanWord(bytes: Buffer, at: number, column: ColumnStore, row: number): number {
  for (const { text, value } of WORDS) {
    if (bytes[at] !== text.charCodeAt(0) || bytes.toString("latin1", at, at + text.length) !== text) continue;
    if (value === null) column.kinds[row] = CellKind.missing;
    else column.set(row, value);
    return at + text.length;
  }
  return -1;
}

function setNumberText(bytes: Buffer, at: number, end: number, column: ColumnStore, row: number): void {
  const text = bytes.toString("latin1", at, end);
  column.set(row, /^-?\d+$/.test(text) ? readWhole(text) : Number(text));
}
