import type { DecodeOptions } from "../../../contracts/decoding.js";
import { readToken } from "../columns/cell-value.js";
import { namesFor, namesFromHeader } from "./column-names.js";
import type { CsvCell } from "./csv-record.js";
import type { CsvDialect } from "./dialect.js";

/** What the first records of a CSV object say about its columns. */
export interface CsvHeader {
  readonly names: readonly string[];
  /** False when the names are only positions: then no row can repeat them. */
  readonly named: boolean;
  /** True when the first record is the header and no data. */
  readonly inFirstRecord: boolean;
}

/**
 * Finds the names of the columns: from the first record when it is a header, else from `input.header`, else positions.
 * Without a word in the options the first record is taken as the header when `looksLikeHeader`.
 *
 * @param records the first records of the object, at least one
 */
export function findHeader(records: readonly CsvCell[][], options: DecodeOptions, dialect: CsvDialect): CsvHeader {
  const first = records[0]!;
  const given = options.input?.header;
  const hasHeader = options.csv?.hasHeader;
  if (given !== undefined) {
    // The object's own header knows its order best; given names only say that this is a header.
    if (hasHeader !== false && sameNames(first, given)) return fromFirst(first);
    const names = namesFor(usualWidth(records), given, options.ignore) ?? given;
    return { names, named: true, inFirstRecord: hasHeader === true };
  }
  if (hasHeader ?? looksLikeHeader(records, dialect)) return fromFirst(first);
  return { names: namesFor(usualWidth(records), undefined, undefined)!, named: false, inFirstRecord: false };
}

function fromFirst(cells: readonly CsvCell[]): CsvHeader {
  return { names: namesFromHeader(cells), named: true, inFirstRecord: true };
}

function sameNames(cells: readonly CsvCell[], names: readonly string[]): boolean {
  const wanted = new Set(names);
  return cells.length === names.length && namesFromHeader(cells).every((name) => wanted.has(name));
}

/**
 * A header is all text, no cell empty but the first (the index that pandas writes) and no two equal; and none of its
 * cells comes back in the same column of a later record, as a category among data would.
 */
function looksLikeHeader(records: readonly CsvCell[][], dialect: CsvDialect): boolean {
  const first = records[0]!;
  const texts = first.map((cell) => cell.text.trim());
  if (new Set(texts).size !== texts.length) return false;
  const isText = (cell: CsvCell, position: number): boolean =>
    typeof readToken(cell.text, false, false, dialect) === "string" || (position === 0 && cell.text === "");
  if (!first.every(isText) || texts.every((text) => text === "")) return false;
  return !records.slice(1).some((cells) => {
    const repeated = cells.filter((cell, position) => cell.text !== "" && cell.text.trim() === texts[position]);
    return repeated.length > 0 && repeated.length < texts.filter((text) => text !== "").length;
  });
}

/** The most common number of cells; the smaller one of equals. */
function usualWidth(records: readonly CsvCell[][]): number {
  const counts = new Map<number, number>();
  for (const cells of records) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  const [usual] = [...counts].sort(([widthA, a], [widthB, b]) => b - a || widthA - widthB);
  return usual![0];
}
