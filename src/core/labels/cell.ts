import { CellKind, type ColumnBatch } from "../../contracts/records.js";

/** One cell of a batch as a plain value; null is missing. Whole numbers beyond 2^53 are their digits. */
export type Cell = null | boolean | number | string;

/** @param column undefined where a record lacks it: then every cell is missing */
export function cellAt(column: ColumnBatch | undefined, row: number): Cell {
  const kind = column?.kinds[row] ?? CellKind.missing;
  if (!column || kind === CellKind.missing) return null;
  if (kind === CellKind.text || kind === CellKind.bigInteger) return column.dictionary[column.codes[row]!]!;
  const number = column.numbers[row]!;
  return kind === CellKind.boolean ? number === 1 : number;
}
