import type { CsvCell } from "./csv-record.js";

/** `c0`, `c1`, ...: the names of columns that have only a position. */
export function positionName(position: number): string {
  return `c${position}`;
}

/**
 * Names for a row of `width` values.
 *
 * A configured header may still list columns that the captures never held (the label of a training table): they are
 * among `ignored`, and rows may come with or without them.
 *
 * @returns null when the header has another number of names than the row has values
 */
export function namesFor(
  width: number,
  header: readonly string[] | undefined,
  ignored: readonly string[] | undefined,
): readonly string[] | null {
  if (header === undefined) return Array.from({ length: width }, (_, position) => positionName(position));
  if (header.length === width) return header;
  const kept = header.filter((name) => !ignored?.includes(name));
  return kept.length === width ? kept : null;
}

/** Names from a header row: blanks trimmed, an empty one by its position, a repeated one with `.1`, `.2`, ... */
export function namesFromHeader(cells: readonly CsvCell[]): string[] {
  const taken = new Set<string>();
  return cells.map((cell, position) => {
    const wanted = cell.text.trim() || positionName(position);
    let name = wanted;
    for (let copy = 1; taken.has(name); copy++) name = `${wanted}.${copy}`;
    taken.add(name);
    return name;
  });
}
