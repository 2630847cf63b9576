import { CellKind, type RecordBatch } from "../../src/contracts/records.js";

/** Rows up to which a file's numbers are kept one by one. */
const MOST_ROWS = 100_000;
/** Numbers of all columns together, 8 bytes each. */
const MOST_NUMBERS = 20_000_000;

/** The finite numbers of a small file, by column: what makes ordered statistics exact. Of a larger file nothing is kept. */
export class RawNumbers {
  private columns: Map<string, number[]> | null = new Map<string, number[]>();
  private rows = 0;
  private kept = 0;

  add({ rows, columns }: RecordBatch): void {
    this.rows += rows;
    if (this.rows > MOST_ROWS || this.kept > MOST_NUMBERS) this.columns = null;
    if (!this.columns) return;
    for (const { name, kinds, numbers } of columns) {
      const values = this.columns.get(name) ?? [];
      this.columns.set(name, values);
      for (let row = 0; row < rows; row++) {
        const number = numbers[row]!;
        if (isNumber(kinds[row]!) && Number.isFinite(number)) values.push(number);
      }
      this.kept += rows;
    }
  }

  /** Any order; null where they were too many to keep. */
  of(column: string): readonly number[] | null {
    return this.columns?.get(column) ?? null;
  }
}

function isNumber(kind: number): boolean {
  return kind === CellKind.integer || kind === CellKind.fractional || kind === CellKind.bigInteger;
}
