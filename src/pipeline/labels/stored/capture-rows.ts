import type { ObjectStore } from "../../../contracts/ports.js";
import type { HourIndex } from "../../../contracts/verdict.js";
import { type KeyedRows, KeyedRowsBuilder, type TakenRows } from "../../../core/labels/keyed-rows.js";
import type { PredictionRows } from "../../../core/labels/read-predictions.js";
import type { FaultCounts } from "../../../core/labels/row-faults.js";
import { parseRows, serialiseRows } from "../../../core/labels/stored-rows.js";
import { labelKeys } from "../../keys.js";

/** What is kept of predictions beside their rows. read = rows + faults. */
export interface PredictionCounts {
  readonly read: number;
  readonly faults: FaultCounts;
}

const NOTHING: PredictionRows = { keyed: new KeyedRowsBuilder([]).finish(), classes: [], read: 0, faults: {} };

/** Writes the rows of one capture, empty ones for hours that its content doesn't have. */
export async function writeCaptureRows(
  store: ObjectStore,
  monitor: string,
  source: string,
  version: string,
  touched: readonly HourIndex[],
  rows: ReadonlyMap<HourIndex, PredictionRows>,
): Promise<void> {
  for (const hour of touched) {
    await store.put(labelKeys.rows(monitor, hour, source, version), predictionBytes(rows.get(hour) ?? NOTHING));
  }
}

/** @param keyed all columns at once, or taken one by one */
export function predictionBytes(
  rows: Omit<PredictionRows, "keyed"> & { readonly keyed: KeyedRows | TakenRows },
): Uint8Array {
  const { keyed, classes, read, faults } = rows;
  return serialiseRows(keyed, classes, { read, faults } satisfies PredictionCounts);
}

/** @throws FormatError */
export function parsePredictions(bytes: Uint8Array): PredictionRows {
  const { rows, classes, about } = parseRows(bytes);
  const { read, faults } = about as PredictionCounts;
  return { keyed: rows, classes, read, faults };
}
