import type { RecordBatch } from "../../contracts/records.js";
import type { HourIndex } from "../../contracts/verdict.js";
import { onlyHour, rowsByHour } from "../profile/feed/partition.js";
import { createPredictionReader, type PredictionColumns, type PredictionReader } from "./read-predictions.js";
import type { PredictionRows } from "./read-predictions.js";

/** Turns the batches of one capture into the predictions of each event hour. */
export interface HourlyPredictionReader {
  /** @param hours event hour of each row, as the profiler gives it: rows that it rejected are no predictions */
  add(batch: RecordBatch, hours: Float64Array): void;
  /** Call once. */
  finish(): ReadonlyMap<HourIndex, PredictionRows>;
}

/** @param placesIn where predictions stand, told by the columns of the first batch */
export function createHourlyPredictionReader(
  placesIn: (columns: ReadonlySet<string>) => PredictionColumns,
): HourlyPredictionReader {
  const readers = new Map<HourIndex, PredictionReader>();
  let places: PredictionColumns | null = null;
  const readerOf = (hour: HourIndex, batch: RecordBatch): PredictionReader => {
    places ??= placesIn(new Set(batch.columns.map(({ name }) => name)));
    const reader = readers.get(hour) ?? createPredictionReader(places);
    readers.set(hour, reader);
    return reader;
  };
  return {
    add(batch, hours) {
      if (batch.rows === 0) return;
      const only = onlyHour(hours, batch.rows);
      if (only !== null) {
        readerOf(only, batch).add(batch);
        return;
      }
      for (const [hour, rows] of rowsByHour(hours, batch.rows)) readerOf(hour, batch).add(batch, rows);
    },
    finish: () => new Map([...readers].map(([hour, reader]) => [hour, reader.finish()])),
  };
}
