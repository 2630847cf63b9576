import type { RecordBatch } from "../../src/contracts/records.js";

interface BatchReader {
  add(batch: RecordBatch): void;
}

/** Gives each row its number as its id before readers see it: what joins columns of one and the same table. */
export function rowNumbers(readers: readonly BatchReader[]): BatchReader {
  let before = 0;
  return {
    add(batch) {
      const first = before;
      const recordIds = Array.from({ length: batch.rows }, (_, row) => String(first + row));
      for (const reader of readers) reader.add({ ...batch, recordIds });
      before += batch.rows;
    },
  };
}
