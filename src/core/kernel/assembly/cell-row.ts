import { cellEnd, holdsNonAscii } from "./bytes";
import {
  CELL_ENDS,
  CELLS,
  CODES,
  KINDS,
  MOST_PENDING,
  NUMBERS,
  PENDING,
  TOKEN_CODE,
  TOKEN_KIND,
} from "../memory-layout";
import { scanNumber } from "./number";
import { findToken } from "./token";

/** Cells of the column stay text even when they look like numbers. */
const KEEP_TEXT: u32 = 1;
/** Nobody wants the column. */
const UNWANTED: u32 = 2;
const KIND_MISSING: u32 = 0;
const KIND_BOOLEAN: u32 = 3;
const KIND_TEXT: u32 = 4;
/** `.10` as the upper bytes of four. */
const DOT_TEN: u32 = 0x30312e;
const DOT: u32 = 46;
const NINE: u32 = 57;

/** Rows from one column of the block to the next. */
export let stride: usize = 0;
export let delimiter: u32 = 44;
/** Cells that wait for TypeScript. */
export let pending: u32 = 0;

export function setBlock(rows: u32, mark: u32): void {
  stride = rows;
  delimiter = mark;
}

export function clearPending(): void {
  pending = 0;
}

/** Leaves a cell (or the time of a row) to TypeScript; false when too many wait. */
export function leave(cell: u32, row: u32, start: usize, end: usize): bool {
  if (pending >= u32(MOST_PENDING)) return false;
  const at = usize(PENDING) + (usize(pending++) << 4);
  store<u32>(at, cell);
  store<u32>(at, row, 4);
  store<u32>(at, u32(start), 8);
  store<u32>(at, u32(end), 12);
  return true;
}

/**
 * Reads one row of unquoted CSV cells, `count` of them from the cell `first` on.
 *
 * @returns the position behind the last cell; 0 when TypeScript has to read the line: another number of cells, quotes,
 *   missing cells only, or the marks of a header that pandas renamed
 */
export function scanCells(at: usize, first: u32, count: u32, row: u32): usize {
  const last = first + count - 1;
  let p = at;
  let suspect = false;
  let valued = false;
  for (let cell = first; ; cell++) {
    const flags = load<u32>(usize(CELLS) + (usize(cell) << 3), 4);
    const place = usize(cell) * stride + row;
    let end: usize = 0;
    if ((flags & KEEP_TEXT) == 0) end = scanNumber(p, usize(NUMBERS) + (place << 3), usize(KINDS) + place);
    if (end != 0 && load<u8>(usize(CELL_ENDS) + load<u8>(end)) != 0) {
      valued = valued || (flags & UNWANTED) == 0;
    } else {
      end = scanToken(p, cell, flags, row);
      if (end == 0) return 0;
      valued = valued || ((flags & UNWANTED) == 0 && end != p && load<u8>(usize(KINDS) + place) != KIND_MISSING);
    }
    if (load<u32>(end - 4) >> 8 == DOT_TEN) suspect = true;
    p = end;
    if (cell == last) break;
    if (load<u8>(p) != delimiter) return 0;
    p++;
  }
  if (!valued || (suspect && holdsRenamed(at, p))) return 0;
  return p;
}

/** A cell that is no plain number. */
function scanToken(at: usize, cell: u32, flags: u32, row: u32): usize {
  const end = cellEnd(at, i8(delimiter));
  const place = usize(cell) * stride + row;
  const kindAt = usize(KINDS) + place;
  if (end == at) {
    store<u8>(kindAt, KIND_MISSING);
    return end;
  }
  const entry = findToken(at, u32(end - at), load<u32>(usize(CELLS) + (usize(cell) << 3)));
  if (entry != 0) {
    const kind = load<u32>(entry, TOKEN_KIND);
    const code = load<u32>(entry, TOKEN_CODE);
    store<u8>(kindAt, kind);
    store<u32>(usize(CODES) + (place << 2), code);
    if (kind == KIND_BOOLEAN) store<f64>(usize(NUMBERS) + (place << 3), f64(code));
    return end;
  }
  // What it is will be known later; that it is something is enough for now.
  store<u8>(kindAt, KIND_TEXT);
  if ((flags & UNWANTED) != 0 && !holdsNonAscii(at, end)) return end;
  return leave(cell, row, at, end) ? end : 0;
}

/** Whether a cell of the row ends in `.9`. */
function holdsRenamed(start: usize, end: usize): bool {
  for (let p = start; p + 3 <= end; p++) {
    if (load<u8>(p) == DOT && load<u8>(p, 1) == NINE && load<u8>(p, 2) == delimiter) return true;
  }
  return false;
}
