import type { CellValue } from "../columns/cell-value.js";
import { isArray, isScalar, type JsonValue } from "./json-value.js";

/** Elements of an array inside a record that become columns; a longer tail is left out and noted. */
export const MAX_ARRAY_COLUMNS = 1024;

/** Takes the cells of a flattened record, in order. */
export interface CellSink {
  cell(name: string, value: CellValue): void;
  /** An array was longer than `MAX_ARRAY_COLUMNS`. */
  arrayCut(): void;
}

/**
 * Turns a JSON value into cells with dotted names: `{a: {b: 1}, c: [2, 3]}` gives `a.b`, `c.0` and `c.1`.
 * An empty object or array gives none.
 */
export function flatten(value: JsonValue, name: string, sink: CellSink): void {
  if (isScalar(value)) {
    sink.cell(name, value);
  } else if (isArray(value)) {
    if (value.length > MAX_ARRAY_COLUMNS) sink.arrayCut();
    const count = Math.min(value.length, MAX_ARRAY_COLUMNS);
    for (let i = 0; i < count; i++) flatten(value[i]!, joined(name, String(i)), sink);
  } else {
    for (const key of Object.keys(value)) flatten(value[key]!, joined(name, key), sink);
  }
}

function joined(name: string, key: string): string {
  return name === "" ? key : `${name}.${key}`;
}
