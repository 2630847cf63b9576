import { type ColumnBatch, CellKind } from "../../src/contracts/records.js";
import { timeOfNumber, timeOfText } from "../../src/core/profile/feed/time-value.js";

/** Fewer rows than these say nothing about a trend. */
const LEAST_ROWS = 50;

/**
 * How a column goes with time: Pearson's correlation of its values with the records' event time, updated by Welford's
 * recurrences. Texts that are dates count as their time.
 */
export class TimeTrend {
  private rows = 0;
  private meanTime = 0;
  private meanValue = 0;
  private timeSquares = 0;
  private valueSquares = 0;
  private products = 0;

  /** @param timesMs event time of each row; rows without one (NaN) don't count */
  add(column: ColumnBatch, timesMs: Float64Array, rows: number): void {
    const texts = new Map<number, number>();
    for (let i = 0; i < rows; i++) {
      const value = cellAsNumber(column, i, texts);
      if (Number.isFinite(value) && Number.isFinite(timesMs[i])) this.addPair(timesMs[i]!, value);
    }
  }

  /** Between -1 and 1; null for too few rows, one time only, or a constant. */
  correlation(): number | null {
    const scale = Math.sqrt(this.timeSquares) * Math.sqrt(this.valueSquares);
    return this.rows < LEAST_ROWS || scale === 0 ? null : this.products / scale;
  }

  private addPair(time: number, value: number): void {
    this.rows++;
    const fromTime = time - this.meanTime;
    const fromValue = value - this.meanValue;
    this.meanTime += fromTime / this.rows;
    this.meanValue += fromValue / this.rows;
    this.timeSquares += fromTime * (time - this.meanTime);
    this.valueSquares += fromValue * (value - this.meanValue);
    this.products += fromTime * (value - this.meanValue);
  }
}

const EARLIEST_MS = Date.UTC(2000, 0);
const LATEST_MS = Date.UTC(2100, 0);

/** How many of a column's values are times of our day. */
export class TimeShare {
  private values = 0;
  private times = 0;

  add(column: ColumnBatch, rows: number): void {
    const times = timesOfColumn(column, rows);
    for (let i = 0; i < rows; i++) {
      if (column.kinds[i] === CellKind.missing) continue;
      this.values++;
      if (times[i]! >= EARLIEST_MS && times[i]! < LATEST_MS) this.times++;
    }
  }

  share(): number {
    return this.values === 0 ? 0 : this.times / this.values;
  }
}

/** Event times of a column, epoch milliseconds; NaN where a cell is none. */
export function timesOfColumn(column: ColumnBatch, rows: number): Float64Array {
  const texts = new Map<number, number>();
  return Float64Array.from({ length: rows }, (_, i) => {
    if (column.kinds[i] === CellKind.text) return textTime(column, i, texts);
    return isNumber(column.kinds[i]!) ? timeOfNumber(column.numbers[i]!) : Number.NaN;
  });
}

function cellAsNumber(column: ColumnBatch, row: number, texts: Map<number, number>): number {
  if (isNumber(column.kinds[row]!)) return column.numbers[row]!;
  return column.kinds[row] === CellKind.text ? textTime(column, row, texts) : Number.NaN;
}

function isNumber(kind: number): boolean {
  return kind === CellKind.integer || kind === CellKind.fractional || kind === CellKind.bigInteger;
}

/** @param known times of texts that were read before, by their code */
function textTime(column: ColumnBatch, row: number, known: Map<number, number>): number {
  const code = column.codes[row]!;
  let time = known.get(code);
  if (time === undefined) known.set(code, (time = timeOfText(column.dictionary[code]!)));
  return time;
}
