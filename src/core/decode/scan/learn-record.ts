import type { BatchBuilder } from "../columns/batch-builder.js";
import { FlatRow } from "../json/flat-row.js";
import type { JsonValue } from "../json/json-value.js";
import { parseJson } from "../json/parse-json.js";
import { jsonLeaves } from "./json-leaves.js";
import type { JsonLayout } from "./json-layout.js";
import type { Line } from "./learn-event.js";
import { FIRST_MARK, learnJsonLayout, markedJson, marksBetween } from "./learn-rows.js";

/**
 * Learns how a line with one JSON record is written.
 *
 * @param name gives the cells of a record their names, the plain way
 * @returns null when lines like this one are left to the plain way
 */
export function learnRecord(
  { bytes, start, end }: Line,
  maxDepth: number,
  batch: BatchBuilder,
  name: (record: JsonValue, row: FlatRow) => void,
): JsonLayout | null {
  const leaves = jsonLeaves(bytes, start, end, false);
  if (leaves === null || leaves.length === 0) return null;
  const row = new FlatRow(null, 0);
  name(parseJson(markedJson(bytes, start, end, leaves, FIRST_MARK), maxDepth), row);
  const marks = marksBetween(row, FIRST_MARK, FIRST_MARK + leaves.length);
  return learnJsonLayout(bytes, start, end, leaves, [marks], FIRST_MARK, batch, false);
}
