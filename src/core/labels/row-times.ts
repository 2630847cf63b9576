import type { RecordBatch } from "../../contracts/records.js";
import { timeOfNumber, timeOfText } from "../profile/feed/time-value.js";
import { cellAt } from "./cell.js";
import { columnOf } from "./id-columns.js";

/** Where a row's time stands, or the one time of all rows; null: nowhere. */
export type TimePlace =
  | { readonly from: "metadata" }
  | { readonly from: "column"; readonly column: string }
  | { readonly from: "fixed"; readonly timeMs: number }
  | null;

/** Epoch milliseconds of each row; NaN where it has none. Texts without a zone are UTC. */
export function timesOf(batch: RecordBatch, place: TimePlace): (row: number) => number {
  if (place === null) return () => NaN;
  if (place.from === "fixed") return () => place.timeMs;
  if (place.from === "metadata") return (row) => batch.eventTimeMs?.[row] ?? NaN;
  const column = columnOf(batch, place.column);
  return (row) => {
    const cell = cellAt(column, row);
    if (typeof cell === "number") return timeOfNumber(cell);
    return typeof cell === "string" ? timeOfText(cell) : NaN;
  };
}
