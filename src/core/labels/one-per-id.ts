import { type KeyedRows, rowsAt, TIME } from "./keyed-rows.js";

export interface OnePerId {
  readonly rows: KeyedRows;
  /** Rows left out because another row of their id was kept. */
  readonly repeated: number;
  /** Of these, rows that hold other values than the kept one and came at the same time, or none has a time: which one is right can't be told. */
  readonly conflicting: number;
}

/**
 * One row of each id. Of labels the last by time is kept, because labels are corrected; of predictions the first, because a repeated
 * capture is a retry. A row without a time is older than any; of rows of the same time the last (or first) in the order of the rows is kept.
 */
export function onePerId(rows: KeyedRows, keep: "first" | "last"): OnePerId {
  const { high, low } = rows;
  const kept = new Uint32Array(rows.rows);
  let [ids, conflicting] = [0, 0];
  let start = 0;
  while (start < rows.rows) {
    let end = start + 1;
    while (end < rows.rows && high[end] === high[start] && low[end] === low[start]) end++;
    const best = end - start === 1 ? start : chosen(rows, start, end, keep);
    for (let row = start; end - start > 1 && row < end; row++) if (conflicts(rows, row, best)) conflicting++;
    kept[ids++] = best;
    start = end;
  }
  if (ids === rows.rows) return { rows, repeated: 0, conflicting: 0 };
  return { rows: rowsAt(rows, kept.subarray(0, ids)), repeated: rows.rows - ids, conflicting };
}

function timeOf({ columns }: KeyedRows, row: number): number {
  const time = columns[TIME]?.[row] ?? NaN;
  return Number.isNaN(time) ? -Infinity : time;
}

function chosen(rows: KeyedRows, start: number, end: number, keep: "first" | "last"): number {
  let best = start;
  for (let row = start + 1; row < end; row++) {
    const [time, bestTime] = [timeOf(rows, row), timeOf(rows, best)];
    if (keep === "last" ? time >= bestTime : time < bestTime) best = row;
  }
  return best;
}

function conflicts(rows: KeyedRows, row: number, best: number): boolean {
  if (row === best || timeOf(rows, row) !== timeOf(rows, best)) return false;
  return Object.entries(rows.columns).some(([name, values]) => name !== TIME && !Object.is(values[row], values[best]));
}
