import type { CsvCell } from "./csv-record.js";

/** Length of the run `b.1, b.2, ..., b.10` from which a row can only be a header that pandas renamed. */
const LEAST_RUN = 10;
const SUFFIXED = /^(.*)\.([1-9]\d*)$/;

/**
 * Is this row a header among the data? Two kinds are recognised:
 * - repeated: each cell equals its column's name;
 * - mangled: a data row that pandas took for the header and wrote back. pandas makes names unique by appending `.1`,
 *   `.2`, ... from left to right, so its cells are all different and hold a run such as 0.1, 0.2, ..., 0.9, 0.10, 0.11.
 *   No number prints as 0.10 behind 0.9; at least ten in order are asked for.
 *
 * @param names the columns' names where they are known from a header; null where they are only positions
 */
export function isHeaderRow(cells: readonly CsvCell[], names: readonly string[] | null): boolean {
  return isRepeatedHeader(cells, names) || isMangledHeader(cells);
}

export function isRepeatedHeader(cells: readonly CsvCell[], names: readonly string[] | null): boolean {
  return names !== null && cells.length === names.length && cells.every((cell, i) => cell.text.trim() === names[i]);
}

function isMangledHeader(cells: readonly CsvCell[]): boolean {
  if (!cells.some((cell) => cell.text.endsWith(`.${LEAST_RUN}`))) return false;
  const runs = new Map<string, number>();
  for (const { text } of cells) {
    const [, base, suffix] = SUFFIXED.exec(text) ?? [];
    if (base !== undefined && Number(suffix) === (runs.get(base) ?? 0) + 1) runs.set(base, Number(suffix));
  }
  if (Math.max(0, ...runs.values()) < LEAST_RUN) return false;
  return new Set(cells.map((cell) => cell.text)).size === cells.length;
}
