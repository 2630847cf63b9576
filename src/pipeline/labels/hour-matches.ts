import type { HourIndex } from "../../contracts/verdict.js";
import { type HashFilter, mayHold } from "../../core/labels/hash-filter.js";
import { heldRows } from "../../core/labels/held-rows.js";
import { type KeyedRows, rowsAt } from "../../core/labels/keyed-rows.js";
import { PREDICTED_AT } from "../../core/labels/read-labels.js";
import { hourOf } from "../hour.js";

/** Labels that may belong to one hour: positions in all labels, ascending, and their ids. */
export interface AskedLabels {
  readonly positions: Uint32Array;
  readonly ids: KeyedRows;
}

/** Labels that say when their prediction was made are asked for in that hour alone, all others in every hour. */
export function askedIn(hour: HourIndex, labels: KeyedRows): AskedLabels {
  const times = labels.columns[PREDICTED_AT];
  const positions = new Uint32Array(labels.rows);
  let asked = 0;
  for (let row = 0; row < labels.rows; row++) {
    const timeMs = times?.[row] ?? NaN;
    if (Number.isNaN(timeMs) || hourOf(timeMs) === hour) positions[asked++] = row;
  }
  const kept = positions.subarray(0, asked);
  return { positions: kept, ids: asked === labels.rows ? labels : rowsAt({ ...labels, columns: {} }, kept) };
}

/** False says for certain that none of these labels' predictions is in the hour. */
export function mayMatch(filter: HashFilter, { ids }: AskedLabels): boolean {
  return ids.rows > 0 && mayHold(filter, ids) > 0;
}

/** Positions of the labels whose predictions are among the hour's, ascending. */
export function matchesAmong(predictions: KeyedRows, { positions, ids }: AskedLabels): Uint32Array {
  return heldRows(ids, predictions).map((asked) => positions[asked]!);
}
