import type { ColumnBatch } from "../../../contracts/records.js";
import type { HourIndex } from "../../../contracts/verdict.js";
import { NO_HOUR } from "./event-hours.js";

/** Rows of a batch by event hour, in order of first appearance. Rejected rows are in none. */
export function rowsByHour(hours: Float64Array, rows: number): Map<HourIndex, Int32Array> {
  const sizes = new Map<HourIndex, number>();
  for (let row = 0; row < rows; row++) {
    const hour = hours[row]!;
    if (hour !== NO_HOUR) sizes.set(hour, (sizes.get(hour) ?? 0) + 1);
  }
  const parts = new Map<HourIndex, Int32Array>();
  const filled = new Map<HourIndex, number>();
  for (const [hour, size] of sizes) parts.set(hour, new Int32Array(size));
  for (let row = 0; row < rows; row++) {
    const hour = hours[row]!;
    const part = parts.get(hour);
    if (!part) continue;
    const at = filled.get(hour) ?? 0;
    part[at] = row;
    filled.set(hour, at + 1);
  }
  return parts;
}

/** The one hour of all rows, or null when they differ or any was rejected. */
export function onlyHour(hours: Float64Array, rows: number): HourIndex | null {
  const first = hours[0]!;
  if (first === NO_HOUR) return null;
  for (let row = 1; row < rows; row++) if (hours[row] !== first) return null;
  return first;
}

/** Copies chosen rows of columns into buffers of its own, one column at a time. */
export class RowPicker {
  private kinds = new Uint8Array(0);
  private numbers = new Float64Array(0);
  private codes = new Int32Array(0);

  /** @returns a column of `rows.length` rows; valid until the next call */
  pick(column: ColumnBatch, rows: Int32Array): ColumnBatch {
    if (this.kinds.length < rows.length) {
      this.kinds = new Uint8Array(rows.length);
      this.numbers = new Float64Array(rows.length);
      this.codes = new Int32Array(rows.length);
    }
    const { kinds, numbers, codes } = this;
    for (let to = 0; to < rows.length; to++) {
      const from = rows[to]!;
      kinds[to] = column.kinds[from]!;
      numbers[to] = column.numbers[from]!;
      codes[to] = column.codes[from]!;
    }
    return { name: column.name, kinds, numbers, codes, dictionary: column.dictionary };
  }
}
