import type { ColumnBatch, RecordBatch } from "../../contracts/records.js";
import { type Cell, cellAt } from "./cell.js";
import { hashId, type IdHash } from "./id-hash.js";

/** Where ids stand: columns, or the capture's own metadata (inference id, else event id). */
export type IdPlace = { readonly from: "metadata" } | { readonly from: "columns"; readonly columns: readonly string[] };

/** Hash of the id of each row of a batch; null where it is missing. */
export function idsOf(batch: RecordBatch, place: IdPlace): (row: number) => IdHash | null {
  if (place.from === "metadata") {
    const ids = batch.recordIds;
    return (row) => hashId([ids?.[row] ?? null]);
  }
  const columns = place.columns.map((name) => columnOf(batch, name));
  const parts: Cell[] = columns.map(() => null);
  return (row) => {
    for (let i = 0; i < columns.length; i++) parts[i] = cellAt(columns[i], row);
    return hashId(parts);
  };
}

export function columnOf({ columns }: RecordBatch, name: string | null): ColumnBatch | undefined {
  return name === null ? undefined : columns.find((column) => column.name === name);
}
