import { type KeyedRows, KeyedRowsBuilder, type TakenRows, TIME } from "./keyed-rows.js";
import type { RowsView } from "./stored-rows.js";

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

  /** @param table rows as they are stored, or in memory */
  add(table: CodedRows | RowsView): void {
    const view = "highAt" in table ? table : viewOf(table);
    const codes = view.classes.map((name) => this.codeOf(name));
    if (view.rows === 0) return;
    if (this.builder === null) {
      this.columns = view.columns;
      this.builder = new KeyedRowsBuilder(this.columns);
    }
    const sources = this.columns.map((name) => view.columns.indexOf(name));
    const codedAt = codes.length > 0 ? this.columns.indexOf(this.coded) : -1;
    const values = new Float64Array(sources.length);
    for (let row = 0; row < view.rows; row++) {
      for (let i = 0; i < sources.length; i++) values[i] = sources[i]! < 0 ? NaN : view.valueAt(sources[i]!, row);
      if (codedAt >= 0) values[codedAt] = codes[values[codedAt]!] ?? NaN;
      this.builder.add({ high: view.highAt(row), low: view.lowAt(row) }, values);
    }
  }

  /** All rows in order of their hash; equal hashes in the order of the tables. Call once. */
  finish(): CodedRows {
    return { rows: this.built().finish(), classes: this.names };
  }

  /** As `finish`, a column at a time. */
  takeOut(): { readonly rows: TakenRows; readonly classes: readonly string[] } {
    return { rows: this.built().takeOut(), classes: this.names };
  }

  private built(): KeyedRowsBuilder {
    return this.builder ?? new KeyedRowsBuilder(this.columns);
  }

  private codeOf(name: string): number {
    const known = this.index.get(name);
    if (known !== undefined) return known;
    this.index.set(name, this.names.length);
    return this.names.push(name) - 1;
  }
}

type View = Omit<RowsView, "formatVersion" | "about">;

function viewOf({ rows: { rows, high, low, columns }, classes }: CodedRows): View {
  const values = Object.values(columns);
  return {
    rows,
    columns: Object.keys(columns),
    classes,
    highAt: (row) => high[row]!,
    lowAt: (row) => low[row]!,
    valueAt: (column, row) => values[column]![row]!,
  };
}
