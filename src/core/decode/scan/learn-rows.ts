import type { Buffer } from "node:buffer";
import type { PayloadReading, RawRow } from "../capture/payload.js";
import { readDocuments } from "../capture/payload.js";
import { jsonRows } from "../capture/json-rows.js";
import type { BatchBuilder } from "../columns/batch-builder.js";
import type { ColumnStore } from "../columns/column-store.js";
import type { CsvCell } from "../csv-text/csv-record.js";
import type { FlatRow } from "../json/flat-row.js";
import { jsonLeaves, type JsonLeaf } from "./json-leaves.js";
import { JsonLayout } from "./json-layout.js";

/**
 * How a way of writing records is learned without knowing the rules by which values get their names: the scalars are
 * replaced by numbers of their own, the plain way reads the text, and where a number comes out there its scalar goes.
 * The names depend on the shape of a record alone, never on its values.
 */
export const FIRST_MARK = 1_000_001;

/** Cells that hold marks. */
export function markedCells(count: number, firstMark: number): readonly CsvCell[] {
  return Array.from({ length: count }, (_, i) => ({ text: String(firstMark + i), quoted: false }));
}

/** The text with its scalars replaced by marks. */
export function markedJson(
  bytes: Buffer,
  start: number,
  end: number,
  leaves: readonly JsonLeaf[],
  firstMark: number,
): string {
  let text = "";
  let at = start;
  leaves.forEach((leaf, i) => {
    text += bytes.toString("utf8", at, leaf.start) + String(firstMark + i);
    at = leaf.end;
  });
  return text + bytes.toString("utf8", at, end);
}

/** The records of a JSON payload inside a JSON string, with marks for scalars; null when it can't be learned. */
export interface MarkedPayload {
  readonly leaves: readonly JsonLeaf[];
  readonly rows: readonly RawRow[];
}

export function markedPayload(
  bytes: Buffer,
  start: number,
  end: number,
  reading: PayloadReading,
  firstMark: number,
): MarkedPayload | null {
  const leaves = jsonLeaves(bytes, start, end, true);
  if (leaves === null || leaves.length === 0) return null;
  const text = JSON.parse(`"${markedJson(bytes, start, end, leaves, firstMark)}"`) as string;
  const rows = jsonRows(readDocuments(text, reading.maxDepth), reading.rows);
  return { leaves, rows: rows.map((json) => ({ json })) };
}

/** Which mark each name got in one record. A name that comes twice keeps the last value, as in a batch. */
export type Marks = ReadonlyMap<string, number>;

/** The marks `[firstMark, endMark)` of a record by the names that its cells got. */
export function marksBetween(row: FlatRow, firstMark: number, endMark: number): Marks {
  const marks = new Map<string, number>();
  row.names.forEach((name, i) => {
    const mark = Number(row.values[i]);
    // A later cell of the same name takes its place, even one from elsewhere.
    if (mark >= firstMark && mark < endMark) marks.set(name, mark);
    else marks.delete(name);
  });
  return marks;
}

/**
 * The columns of the scalars `[first, first + count)` of a record; scalars without a name go to `unwanted`.
 *
 * @returns null when one scalar has two names
 */
export function columnsOfMarks(
  marks: Marks,
  first: number,
  count: number,
  batch: BatchBuilder,
  unwanted: ColumnStore,
): readonly ColumnStore[] | null {
  const columns = Array<ColumnStore>(count).fill(unwanted);
  const taken = new Set<number>();
  for (const [name, mark] of marks) {
    const position = mark - first;
    if (position < 0 || position >= count) continue;
    if (taken.has(position)) return null;
    taken.add(position);
    columns[position] = batch.column(name, 0) ?? unwanted;
  }
  return columns;
}

/** How many scalars in front of or behind the records may be part of the layout's fixed text. */
const MOST_FIXED = 8;

/**
 * The layout of a JSON payload whose records got these marks.
 *
 * @param records the marks of this payload's scalars, by record
 */
export function learnJsonLayout(
  bytes: Buffer,
  start: number,
  end: number,
  leaves: readonly JsonLeaf[],
  records: readonly Marks[],
  firstMark: number,
  batch: BatchBuilder,
  escaped: boolean,
): JsonLayout | null {
  const stride = records.length === 1 ? leaves.length : strideOf(records, firstMark + leaves.length, firstMark);
  const fixed = leaves.length - stride * records.length;
  const unwanted = batch.discard();
  for (let lead = 0; lead <= fixed && fixed <= MOST_FIXED; lead++) {
    const first = firstMark + lead;
    if (!records.every((marks, i) => congruent(marks, records[0]!, i * stride, first, stride))) continue;
    const columns = columnsOfMarks(records[0]!, first, stride, batch, unwanted);
    if (columns === null) return null;
    const inside = leaves.slice(lead, lead + stride * records.length);
    const layout = JsonLayout.learn(bytes, start, end, inside, columns, escaped);
    if (layout !== null) return layout;
  }
  return null;
}

/** How many scalars further the second record's names stand than the first one's. */
function strideOf(records: readonly Marks[], endMark: number, firstMark: number): number {
  const lowest = (marks: Marks): number =>
    Math.min(endMark, ...[...marks.values()].filter((mark) => mark >= firstMark && mark < endMark));
  return Math.max(1, lowest(records[1]!) - lowest(records[0]!));
}

/** The record's marks are the first record's, `shift` further, and within its own stretch of scalars. */
export function congruent(marks: Marks, model: Marks, shift: number, first: number, stride: number): boolean {
  if (marks.size !== model.size) return false;
  for (const [name, mark] of model) {
    if (marks.get(name) !== mark + shift || mark < first || mark >= first + stride) return false;
  }
  return true;
}
