import { CellKind, type ColumnBatch, type RecordBatch } from "../../src/contracts/records.js";
import { timeOfNumber, timeOfText } from "../../src/core/profile/feed/time-value.js";

/** Where the event time of a file's records stands. */
export type TimePlace = { readonly column: string } | { readonly metadata: true } | { readonly fixedMs: number };

/** What a record must hold to have a time, for the count of rejected ones. */
export function timeExpectation(place: TimePlace): string {
  if ("column" in place) return `expects an epoch time or ISO 8601 text in column ${place.column}`;
  return "metadata" in place ? "expects an event time in the capture's metadata" : "expects a time in the file's name";
}

/** Event times of a batch, epoch milliseconds; NaN where a record has none. Shape [rows]. */
export function eventTimes(batch: RecordBatch, place: TimePlace): Float64Array {
  const { rows, columns, eventTimeMs } = batch;
  if ("fixedMs" in place) return new Float64Array(rows).fill(place.fixedMs);
  if ("metadata" in place) return eventTimeMs ? eventTimeMs.slice(0, rows) : new Float64Array(rows).fill(NaN);
  const column = columns.find(({ name }) => name === place.column);
  return column ? columnTimes(column, rows) : new Float64Array(rows).fill(NaN);
}

/** Times that a column's cells name. */
export function columnTimes(column: ColumnBatch, rows: number): Float64Array {
  const { kinds, numbers, codes, dictionary } = column;
  const times = new Float64Array(rows);
  const known = new Map<number, number>();
  const ofNumber = holdsDateNumbers(column, rows) ? dateNumberTime : timeOfNumber;
  for (let row = 0; row < rows; row++) {
    if (kinds[row] === CellKind.text) {
      const code = codes[row]!;
      let time = known.get(code);
      if (time === undefined) known.set(code, (time = textTime(dictionary[code] ?? "")));
      times[row] = time;
    } else {
      times[row] = isNumber(kinds[row]!) ? ofNumber(numbers[row]!) : NaN;
    }
  }
  return times;
}

const isNumber = (kind: number): boolean =>
  kind !== CellKind.missing && kind !== CellKind.boolean && kind !== CellKind.text;

/** Share of the numbers that must be dates: of seconds that lie between 1900_01_01 and 2100_12_31 hardly any look like one. */
const NEARLY_ALL = 0.9;

/** Whole numbers such as 20260131 are dates, where nearly all are: as seconds they would be days of 1970. */
function holdsDateNumbers({ kinds, numbers }: ColumnBatch, rows: number): boolean {
  let [values, dates] = [0, 0];
  for (let row = 0; row < rows; row++) {
    if (!isNumber(kinds[row]!)) continue;
    values++;
    if (!Number.isNaN(dateNumberTime(numbers[row]!))) dates++;
  }
  return dates > 0 && dates >= NEARLY_ALL * values;
}

const COMPACT_DATE = /^(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2})(\d{2})(\d{2})?)?(Z)?$/;
const SLASHED_DATE = /^(\d{4})\/(\d{1,2})\/(\d{1,2})/;

/** As the engine reads times, and year first with slashes or without any separator: `2026/01/31 13:00`, `20260131T1300`. */
function textTime(text: string): number {
  const trimmed = text.trim();
  const slashed = SLASHED_DATE.exec(trimmed);
  if (slashed) {
    const [date, year, month, day] = slashed;
    return timeOfText(`${year!}-${month!.padStart(2, "0")}-${day!.padStart(2, "0")}${trimmed.slice(date.length)}`);
  }
  const compact = COMPACT_DATE.exec(trimmed);
  if (!compact) return timeOfText(trimmed);
  const [, year, month, day, hour = "00", minute = "00", second = "00"] = compact;
  return timeOfText(`${year!}-${month!}-${day!}T${hour}:${minute}:${second}Z`);
}

/** NaN where the number is no date of the 20th century or the 21st. */
function dateNumberTime(value: number): number {
  const isInRange = Number.isInteger(value) && value >= 1900_01_01 && value <= 2100_12_31;
  return isInRange ? textTime(String(value)) : NaN;
}
