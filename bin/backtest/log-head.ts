import type { ByteSource, CaptureFormatName, DecodeOptions } from "../../src/contracts/decoding.js";
import { CellKind, type ColumnBatch } from "../../src/contracts/records.js";
import { openCapture } from "../../src/core/decode/open-capture.js";
import { createRejectLog } from "../../src/core/decode/reject-log.js";
import { columnTimes } from "./event-times.js";

/** What the first records of some files say about their columns. */
export interface LogHead {
  /** Empty where the files hold no record. */
  readonly columns: readonly string[];
  /** Columns that hold texts which are times. */
  readonly timeTexts: ReadonlySet<string>;
  /** Columns that hold numbers which, read as epoch times, are of our day. */
  readonly timeNumbers: ReadonlySet<string>;
  /** Whether captures say themselves when a record came. */
  readonly hasMetadataTimes: boolean;
}

/** Share of a column's values that must be times. */
const NEARLY_ALL = 0.9;
const EARLIEST_MS = Date.UTC(2000, 0);
const LATEST_MS = Date.UTC(2100, 0);

/** Reads the first batch of the first file that holds one. @throws UnreadableSourceError */
export async function headOf(
  sources: readonly ByteSource[],
  format: CaptureFormatName | "auto",
  options: DecodeOptions,
): Promise<LogHead> {
  for (const source of sources) {
    for await (const { rows, columns, eventTimeMs } of openCapture(source, format, options, createRejectLog())) {
      if (rows === 0) continue;
      const named = (wanted: (column: ColumnBatch, rows: number) => boolean): Set<string> =>
        new Set(columns.filter((column) => wanted(column, rows)).map(({ name }) => name));
      return {
        columns: columns.map(({ name }) => name),
        timeTexts: named(holdsTimeTexts),
        timeNumbers: named(holdsTimeNumbers),
        hasMetadataTimes: eventTimeMs?.subarray(0, rows).some(Number.isFinite) ?? false,
      };
    }
  }
  return { columns: [], timeTexts: new Set(), timeNumbers: new Set(), hasMetadataTimes: false };
}

function holdsTimeTexts(column: ColumnBatch, rows: number): boolean {
  const times = columnTimes(column, rows);
  // Digits alone are rather an id or a code than a time.
  return shareOf(column, rows, (row) => isDateText(column, row) && Number.isFinite(times[row])) >= NEARLY_ALL;
}

function isDateText({ kinds, codes, dictionary }: ColumnBatch, row: number): boolean {
  return kinds[row] === CellKind.text && /[-/:]/.test(dictionary[codes[row]!] ?? "");
}

function holdsTimeNumbers(column: ColumnBatch, rows: number): boolean {
  const times = columnTimes(column, rows);
  const isOurDay = (row: number): boolean => times[row]! >= EARLIEST_MS && times[row]! < LATEST_MS;
  return shareOf(column, rows, (row) => column.kinds[row] !== CellKind.text && isOurDay(row)) >= NEARLY_ALL;
}

/** Share of the values that are so; 0 where there is no value. */
function shareOf({ kinds }: ColumnBatch, rows: number, isSo: (row: number) => boolean): number {
  let [values, so] = [0, 0];
  for (let row = 0; row < rows; row++) {
    if (kinds[row] === CellKind.missing) continue;
    values++;
    if (isSo(row)) so++;
  }
  return values === 0 ? 0 : so / values;
}
