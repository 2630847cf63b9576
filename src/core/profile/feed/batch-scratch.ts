import { CellKind, type ColumnBatch } from "../../../contracts/records.js";
import { BatchSorter } from "../../summaries/batch-sorter.js";
import { momentsOf, type Moments } from "../../summaries/moments.js";

/** Finite numbers of a batch in ascending order: the first `length` of `values`. Valid until the next batch. */
export interface SortedNumbers {
  readonly values: Float64Array;
  readonly length: number;
  readonly moments: Moments;
  /** Infinite values, which are in neither `values` nor `moments`. */
  readonly negative: number;
  readonly positive: number;
}

/** Codes that a batch used, the first `length` of `codes`, and how often each: `counts[code]`. Valid until the next batch. */
export interface CodeCounts {
  readonly codes: Int32Array;
  readonly length: number;
  readonly counts: Int32Array;
}

/** Buffers that all columns of a profiler share while one batch of one column is taken in. */
export class BatchScratch {
  private readonly sorter = new BatchSorter();
  private values = new Float64Array(0);
  private codes = new Int32Array(0);
  /** All zero between batches. */
  private counts = new Int32Array(0);
  private readonly kinds = new Float64Array(Object.keys(CellKind).length);

  /** Cells per CellKind, shape [6]. Valid until the next column. */
  kindCounts({ kinds }: ColumnBatch, rows: number): Float64Array {
    this.kinds.fill(0);
    // Cells of one column are nearly always of one kind: runs are counted, not cells.
    for (let row = 0; row < rows;) {
      const kind = kinds[row]!;
      const start = row;
      while (row < rows && kinds[row] === kind) row++;
      this.kinds[kind]! += row - start;
    }
    return this.kinds;
  }

  /** @param wanted CellKind of the cells to gather, or two kinds of plain number together */
  sortedNumbers(column: ColumnBatch, rows: number, wanted: NumberKinds): SortedNumbers {
    if (this.values.length < rows) this.values = new Float64Array(rows);
    const { values } = this;
    const { kinds, numbers } = column;
    let length = 0;
    let negative = 0;
    let positive = 0;
    for (let row = 0; row < rows; row++) {
      const kind = kinds[row]!;
      if (kind !== wanted.first && kind !== wanted.second) continue;
      const value = numbers[row]!;
      if (value - value === 0)
        values[length++] = value + 0; // makes -0 a 0
      else if (value > 0) positive++;
      else negative++;
    }
    const moments = momentsOf(values, length);
    this.sorter.sort(values, length, moments.min, moments.max);
    return { values, length, moments, negative, positive };
  }

  /** Counts the codes of cells of one kind; `release` must follow. */
  codeCounts(column: ColumnBatch, rows: number, wanted: CellKind): CodeCounts {
    if (this.codes.length < rows) this.codes = new Int32Array(rows);
    if (this.counts.length < column.dictionary.length) this.counts = new Int32Array(column.dictionary.length * 2);
    const { codes, counts } = this;
    let length = 0;
    for (let row = 0; row < rows; row++) {
      if (column.kinds[row] !== wanted) continue;
      const code = column.codes[row]!;
      if (counts[code]!++ === 0) codes[length++] = code;
    }
    return { codes, length, counts };
  }

  release({ codes, length, counts }: CodeCounts): void {
    for (let i = 0; i < length; i++) counts[codes[i]!] = 0;
  }
}

export interface NumberKinds {
  readonly first: CellKind;
  readonly second: CellKind;
}

export const PLAIN_NUMBERS: NumberKinds = { first: CellKind.integer, second: CellKind.fractional };
export const BIG_INTEGERS: NumberKinds = { first: CellKind.bigInteger, second: CellKind.bigInteger };
