import { hashOrder } from "./hash-order.js";
import type { IdHash } from "./id-hash.js";

/** Rows by the 64-bit hash of their id, ascending; a few numbers each. What join rows and labels are between runs. */
export interface KeyedRows {
  readonly rows: number;
  /** Upper and lower half of the hash, shape [rows]. */
  readonly high: Uint32Array;
  readonly low: Uint32Array;
  /** By name, shape [rows] each; NaN where a row has no value. */
  readonly columns: Readonly<Record<string, Float64Array>>;
}

/** Rows in order of their hash whose columns are put in order one by one, as they are taken: half the memory of all at once. */
export interface TakenRows extends Pick<KeyedRows, "rows" | "high" | "low"> {
  readonly names: readonly string[];
  /** Each name once. */
  take(name: string): Float64Array;
}

/** Name of the column that holds epoch milliseconds. */
export const TIME = "time";

const CHUNK_ROWS = 65_536;

/** Collects rows in any order. Memory: 8 bytes for the hash and 8 for each column, and as much as one column more at the end. */
export class KeyedRowsBuilder {
  rows = 0;
  private readonly names: readonly string[];
  private highs: Uint32Array[] = [];
  private lows: Uint32Array[] = [];
  private values: Float64Array[][];

  constructor(names: readonly string[]) {
    this.names = names;
    this.values = names.map(() => []);
  }

  /** @param values in the order of the names */
  add({ high, low }: IdHash, values: ArrayLike<number>): void {
    const at = this.rows % CHUNK_ROWS;
    if (at === 0) {
      this.highs.push(new Uint32Array(CHUNK_ROWS));
      this.lows.push(new Uint32Array(CHUNK_ROWS));
      for (const column of this.values) column.push(new Float64Array(CHUNK_ROWS));
    }
    this.highs.at(-1)![at] = high;
    this.lows.at(-1)![at] = low;
    for (let i = 0; i < this.values.length; i++) this.values[i]!.at(-1)![at] = values[i]!;
    this.rows++;
  }

  /** The rows in order of their hash, equal ones in the order in which they came. The builder is empty afterwards. */
  finish(): KeyedRows {
    const taken = this.takeOut();
    const { rows, high, low, names } = taken;
    return { rows, high, low, columns: Object.fromEntries(names.map((name) => [name, taken.take(name)])) };
  }

  /** As `finish`, a column at a time. */
  takeOut(): TakenRows {
    const { rows, names } = this;
    const unsortedHigh = joined(this.highs, new Uint32Array(rows));
    this.highs = [];
    const unsortedLow = joined(this.lows, new Uint32Array(rows));
    this.lows = [];
    const order = hashOrder(unsortedHigh, unsortedLow, rows);
    const columns = new Map(names.map((name, i) => [name, this.values[i]!]));
    this.values = names.map(() => []);
    this.rows = 0;
    const take = (name: string): Float64Array => {
      const chunks = columns.get(name)!;
      columns.delete(name);
      const sorted = new Float64Array(rows);
      for (let row = 0; row < rows; row++) {
        const from = order[row]!;
        sorted[row] = chunks[from >>> 16]![from & (CHUNK_ROWS - 1)]!;
      }
      return sorted;
    };
    return { rows, high: ordered(unsortedHigh, order), low: ordered(unsortedLow, order), names, take };
  }
}

function joined(chunks: readonly Uint32Array[], whole: Uint32Array): Uint32Array {
  chunks.forEach((chunk, i) => {
    whole.set(chunk.subarray(0, whole.length - i * CHUNK_ROWS), i * CHUNK_ROWS);
  });
  return whole;
}

function ordered(values: Uint32Array, order: Uint32Array): Uint32Array {
  const sorted = new Uint32Array(order.length);
  for (let row = 0; row < order.length; row++) sorted[row] = values[order[row]!]!;
  return sorted;
}

/** The rows at these positions, in ascending order. */
export function rowsAt({ high, low, columns }: KeyedRows, kept: Uint32Array): KeyedRows {
  const pick = (values: Float64Array): Float64Array => {
    const picked = new Float64Array(kept.length);
    for (let i = 0; i < kept.length; i++) picked[i] = values[kept[i]!]!;
    return picked;
  };
  return {
    rows: kept.length,
    high: ordered(high, kept),
    low: ordered(low, kept),
    columns: Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, pick(values)])),
  };
}

/** All rows of sorted tables of the same columns, in order; equal hashes in the order of the tables. */
export function mergeKeyedRows(tables: readonly KeyedRows[]): KeyedRows {
  const names = Object.keys(tables[0]?.columns ?? {});
  const builder = new KeyedRowsBuilder(names);
  const values = new Float64Array(names.length);
  for (const { rows, high, low, columns } of tables) {
    const sources = names.map((name) => columns[name]!);
    for (let row = 0; row < rows; row++) {
      for (let i = 0; i < sources.length; i++) values[i] = sources[i]![row]!;
      builder.add({ high: high[row]!, low: low[row]! }, values);
    }
  }
  return builder.finish();
}
