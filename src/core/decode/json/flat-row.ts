import type { Row } from "../columns/batch-builder.js";
import type { CellValue } from "../columns/cell-value.js";
import type { Notes } from "../notes.js";
import { flatten, MAX_ARRAY_COLUMNS } from "./flatten.js";
import type { JsonValue } from "./json-value.js";

/** Collects the cells of one record from JSON values. */
export class FlatRow {
  readonly names: string[] = [];
  readonly values: CellValue[] = [];
  private readonly notes: Notes | null;
  private readonly line: number;

  /** @param notes where an array that was cut is told, if anywhere */
  constructor(notes: Notes | null, line: number) {
    this.notes = notes;
    this.line = line;
  }

  /** Adds a value under `name`; an object's or array's parts get dotted names. */
  add(name: string, value: JsonValue): void {
    flatten(value, name, this);
  }

  /** Like `add`, with each full name passed through `rename`. */
  addRenamed(name: string, value: JsonValue, rename: (name: string) => string): void {
    flatten(value, name, {
      cell: (full, cell) => {
        this.cell(rename(full), cell);
      },
      arrayCut: () => {
        this.arrayCut();
      },
    });
  }

  cell(name: string, value: CellValue): void {
    this.names.push(name);
    this.values.push(value);
  }

  arrayCut(): void {
    const detail = `expects arrays of at most ${MAX_ARRAY_COLUMNS} elements; the rest is left out, the record counts`;
    this.notes?.once("too-many-columns", this.line, detail);
  }

  toRow(eventTimeMs: number, id: string | null): Row {
    return { names: this.names, values: this.values, line: this.line, eventTimeMs, id };
  }
}
