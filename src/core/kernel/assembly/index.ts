import { plainTextEnd, sameBytes } from "./bytes";
import { clearPending, leave, pending, scanCells } from "./cell-row";
import { LINES, MINUTE, MINUTE_MS, REPORT, STEP_WORDS, STEPS, TIMES } from "../memory-layout";
import { scanNumber } from "./number";

export { setBlock } from "./cell-row";
export { addToken } from "./token";

/** What a template's step reads; its operands are in words. */
const LITERAL: u32 = 0;
const ROWS: u32 = 1;
const TEXT: u32 = 2;
const NUMBER: u32 = 3;
const TIME: u32 = 4;
const CALLER_ID: u32 = 5;
const EVENT_ID: u32 = 6;

/** Why a scan ended. */
const UNFIT: u32 = 0;
const NO_ROOM: u32 = 1;
const PENDING_CELLS: u32 = 2;

/** Stands for the time where a cell is left to TypeScript. */
const TIME_CELL: u32 = 0xffffffff;

const LF: u32 = 10;
const CR: u32 = 13;
const QUOTE: u32 = 34;
const COLON: u32 = 58;
const ZERO: u32 = 48;
const BACKSLASH: u32 = 92;
const LETTER_N: u32 = 110;
const LETTER_R: u32 = 114;
const LETTER_Z: u32 = 90;
/** YYYY-MM-DDTHH:MM:SSZ */
const USUAL_TIME: usize = 20;

let reason: u32 = UNFIT;
/** Of the line at hand. */
let lineRows: i32 = -1;
let timeMs: f64 = NaN;
let idStart: usize = 0;
let idEnd: usize = 0;

/**
 * Scans lines from `at` on, as long as they fit the template, into the rows of the block from `row` on. Ends behind the first
 * line of which cells are left to TypeScript.
 *
 * @param end      no byte from here on belongs to a line
 * @param rowLimit rows of the block
 * @param longest  bytes of the longest line
 * @returns the position behind the last line that fits; the report says the rest
 */
export function scan(at: usize, end: usize, row: u32, rowLimit: u32, longest: u32, steps: u32): usize {
  let lines: u32 = 0;
  let start = at;
  clearPending();
  reason = UNFIT;
  while (start < end && row < rowLimit) {
    let p = scanLine(start, row, rowLimit, steps);
    if (p == 0 || p - start > longest) break;
    if (load<u8>(p) == CR) p++;
    if (p >= end || load<u8>(p) != LF) break;
    const rows = u32(lineRows);
    for (let i = row; i < row + rows; i++) store<f64>(usize(TIMES) + (usize(i) << 3), timeMs);
    const line = usize(LINES) + (usize(lines++) << 4);
    store<u32>(line, u32(idStart));
    store<u32>(line, u32(idEnd), 4);
    store<u32>(line, row, 8);
    store<u32>(line, rows, 12);
    row += rows;
    store<u32>(REPORT, u32(start), 16);
    start = p + 1;
    if (pending > 0) {
      reason = PENDING_CELLS;
      break;
    }
  }
  if (row >= rowLimit && reason == UNFIT) reason = NO_ROOM;
  store<u32>(REPORT, reason);
  store<u32>(REPORT, row, 4);
  store<u32>(REPORT, lines, 8);
  store<u32>(REPORT, reason == PENDING_CELLS ? pending : 0, 12);
  return start;
}

/** @returns the position behind the line's last literal; 0 when it doesn't fit */
function scanLine(start: usize, row: u32, rowLimit: u32, steps: u32): usize {
  let p = start;
  lineRows = -1;
  timeMs = NaN;
  idStart = idEnd = 0;
  const endOfSteps = usize(STEPS) + usize(steps) * STEP_WORDS * 4;
  for (let step: usize = STEPS; step < endOfSteps; step += STEP_WORDS * 4) {
    const op = load<u32>(step);
    const first = load<u32>(step, 4);
    const second = load<u32>(step, 8);
    if (op == LITERAL) {
      if (!sameBytes(p, usize(first), second)) return 0;
      p += second;
    } else if (op == ROWS) {
      p = scanRows(p, first, second, row, rowLimit);
      if (p == 0) return 0;
    } else {
      p = scanMetadata(op, p, row);
      if (p == 0) return 0;
    }
  }
  return p;
}

/** CSV rows inside a JSON string, where line breaks are written `\n` or `\r\n`. */
function scanRows(at: usize, first: u32, count: u32, row: u32, rowLimit: u32): usize {
  let p = at;
  let rows: u32 = 0;
  for (;;) {
    if (row + rows >= rowLimit) {
      reason = NO_ROOM;
      return 0;
    }
    p = scanCells(p, first, count, row + rows);
    if (p == 0) return 0;
    rows++;
    if (load<u8>(p) == BACKSLASH) {
      if (load<u8>(p, 1) == LETTER_R && load<u8>(p, 2) == BACKSLASH) p += 2;
      if (load<u8>(p, 1) != LETTER_N) return 0;
      p += 2;
    } else if (load<u8>(p) != QUOTE) {
      return 0;
    }
    if (load<u8>(p) == QUOTE) break;
  }
  if (lineRows >= 0 && u32(lineRows) != rows) return 0;
  lineRows = rows;
  return p;
}

function scanMetadata(op: u32, at: usize, row: u32): usize {
  // A number that nobody wants is read into a place where no row is.
  if (op == NUMBER) return scanNumber(at, usize(REPORT) + 32, usize(REPORT) + 40);
  const end = plainTextEnd(at);
  if (load<u8>(end) != QUOTE) return 0;
  if (op == TIME) return readTime(at, end, row) ? end : 0;
  // The caller's id wins over the event's, in whatever order they stand.
  if ((op == CALLER_ID && end > at) || (op == EVENT_ID && idEnd == idStart)) {
    idStart = at;
    idEnd = end;
  }
  return end;
}

/** Reads a time of the minute that was read last; any other is left to TypeScript. */
function readTime(at: usize, end: usize, row: u32): bool {
  if (
    end - at == USUAL_TIME &&
    load<u8>(at, 16) == COLON &&
    load<u8>(at, 19) == LETTER_Z &&
    sameBytes(at, MINUTE, 16)
  ) {
    const tens = load<u8>(at, 17) - ZERO;
    const ones = load<u8>(at, 18) - ZERO;
    if (tens <= 5 && ones <= 9) {
      timeMs = load<f64>(MINUTE_MS) + f64(1000 * (10 * tens + ones));
      return true;
    }
  }
  return leave(TIME_CELL, row, at, end);
}
