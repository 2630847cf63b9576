import { CellKind, type ColumnBatch, type RecordBatch, type RejectLog } from "../../../contracts/records.js";
import type { HourIndex } from "../../../contracts/verdict.js";
import { DEFAULT_MAX_HOURS, hourOf, type ProfileOptions, type TimeRule } from "../options.js";
import { timeOfNumber, timeOfText } from "./time-value.js";

/** Hour of a row that is rejected. */
export const NO_HOUR: HourIndex = Number.MIN_SAFE_INTEGER;

/**
 * Finds the event hour of each row by the one rule for time: rows without a time are rejected as `time-missing`, rows
 * outside the bounds, or in a further hour once the capture has `maxHours` of them, as `time-out-of-range`.
 */
export class EventHours {
  private readonly rule: TimeRule;
  private readonly maxHours: number;
  private readonly rejects: RejectLog;
  private readonly known = new Set<HourIndex>();
  private hours = new Float64Array(0);
  private lastHour: HourIndex = NO_HOUR;
  private rowsBefore = 0;

  constructor(options: Pick<ProfileOptions, "time" | "maxHours">, rejects: RejectLog) {
    this.rule = options.time;
    this.maxHours = options.maxHours ?? DEFAULT_MAX_HOURS;
    this.rejects = rejects;
  }

  /** @returns hour of each row, NO_HOUR where it was rejected; valid until the next call */
  of(batch: RecordBatch): Float64Array {
    if (this.hours.length < batch.rows) this.hours = new Float64Array(batch.rows);
    const { hours, rule } = this;
    if ("fixedMs" in rule) hours.fill(rule.fixedMs, 0, batch.rows);
    else if ("metadata" in rule) fillFromMetadata(hours, batch);
    else fillFromColumn(hours, batch, rule.column);
    for (let row = 0; row < batch.rows; row++) hours[row] = this.hourOrReject(hours[row]!, row);
    this.rowsBefore += batch.rows;
    return hours;
  }

  private hourOrReject(timeMs: number, row: number): HourIndex {
    if (Number.isNaN(timeMs)) return this.reject("time-missing", row, this.expectation());
    const { bounds } = this.rule;
    if (bounds && !(timeMs >= bounds.fromMs && timeMs < bounds.toMs)) {
      return this.reject(
        "time-out-of-range",
        row,
        `expects event time in [${iso(bounds.fromMs)}, ${iso(bounds.toMs)})`,
      );
    }
    const hour = hourOf(timeMs);
    if (hour !== this.lastHour && !this.known.has(hour)) {
      if (this.known.size >= this.maxHours) {
        return this.reject("time-out-of-range", row, `expects at most ${this.maxHours} event hours in one capture`);
      }
      this.known.add(hour);
    }
    this.lastHour = hour;
    return hour;
  }

  private expectation(): string {
    if ("column" in this.rule) return `expects an epoch time or ISO 8601 text in column ${this.rule.column}`;
    return "metadata" in this.rule ? "expects an event time in the capture's metadata" : "expects a time in the key";
  }

  private reject(reason: "time-missing" | "time-out-of-range", row: number, detail: string): HourIndex {
    this.rejects.reject(reason, this.rowsBefore + row + 1, detail);
    return NO_HOUR;
  }
}

function fillFromMetadata(times: Float64Array, { eventTimeMs, rows }: RecordBatch): void {
  if (eventTimeMs) times.set(eventTimeMs.subarray(0, rows));
  else times.fill(NaN, 0, rows);
}

function fillFromColumn(times: Float64Array, batch: RecordBatch, name: string): void {
  const column = batch.columns.find((candidate) => candidate.name === name);
  for (let row = 0; row < batch.rows; row++) times[row] = column ? timeOfCell(column, row) : NaN;
}

function timeOfCell(column: ColumnBatch, row: number): number {
  const kind = column.kinds[row];
  if (kind === CellKind.text) return timeOfText(column.dictionary[column.codes[row]!] ?? "");
  return kind === CellKind.missing || kind === CellKind.boolean ? NaN : timeOfNumber(column.numbers[row]!);
}

function iso(timeMs: number): string {
  return Number.isFinite(timeMs) && Math.abs(timeMs) <= 8.64e15 ? new Date(timeMs).toISOString() : String(timeMs);
}
