import { type KeyedRows, KeyedRowsBuilder, TIME } from "./keyed-rows.js";

/** Rows whose classes are indices into a list of names. */
export interface CodedRows {
  readonly rows: KeyedRows;
  readonly classes: readonly string[];
}

/**
 * Puts tables of rows together one after another, so that only one needs to be in memory beside the whole. Each has classes of its own;
 * afterwards all point into one list.
 */
export class CodedRowsMerger {
  private readonly coded: string;
  private readonly names: string[] = [];
  private readonly index = new Map<string, number>();
  private builder: KeyedRowsBuilder | null = null;
  private columns: readonly string[];

  /** @param coded column that holds the indices */
  constructor(coded: string) {
    this.coded = coded;
    this.columns = [TIME, coded];
  }

  add({ rows, classes }: CodedRows): void {
    const codes = classes.map((name) => this.codeOf(name));
    if (rows.rows === 0) return;
    if (this.builder === null) {
      this.columns = Object.keys(rows.columns);
      this.builder = new KeyedRowsBuilder(this.columns);
    }
    const sources = this.columns.map((name) => rows.columns[name]);
    const codedAt = codes.length > 0 ? this.columns.indexOf(this.coded) : -1;
    const values = new Float64Array(sources.length);
    for (let row = 0; row < rows.rows; row++) {
      for (let i = 0; i < sources.length; i++) values[i] = sources[i]?.[row] ?? NaN;
      if (codedAt >= 0) values[codedAt] = codes[values[codedAt]!] ?? NaN;
      this.builder.add({ high: rows.high[row]!, low: rows.low[row]! }, values);
    }
  }

  /** All rows in order of their hash; equal hashes in the order of the tables. Call once. */
  finish(): CodedRows {
    return { rows: (this.builder ?? new KeyedRowsBuilder(this.columns)).finish(), classes: this.names };
  }

  private codeOf(name: string): number {
    const known = this.index.get(name);
    if (known !== undefined) return known;
    this.index.set(name, this.names.length);
    return this.names.push(name) - 1;
  }
}
