import { createHash } from "node:crypto";
import type { ObjectHead } from "../../../contracts/ports.js";
import type { HourIndex } from "../../../contracts/verdict.js";
import { CodedRowsMerger } from "../../../core/labels/coded-rows.js";
import type { KeyedRows } from "../../../core/labels/keyed-rows.js";
import { PREDICTED, type PredictionRows } from "../../../core/labels/read-predictions.js";
import { mergeFaults, type FaultCounts } from "../../../core/labels/row-faults.js";
import { idsOf, viewRows } from "../../../core/labels/stored-rows.js";
import type { LabelDeps } from "../../deps.js";
import { labelKeys, parseProfileKey } from "../../keys.js";
import { rowsVersion } from "../columns/rows-plan.js";
import { parsePredictions, predictionBytes, type PredictionCounts } from "./capture-rows.js";

/** The captures' rows that an hour is made of, as listed at one moment. */
export interface RowsListing {
  readonly objects: readonly ObjectHead[];
  /** Hash of the listed (key, ETag) pairs: the same listing makes the same join rows. */
  readonly fingerprint: string;
}

export async function listRows(hour: HourIndex, { store, monitor }: LabelDeps): Promise<RowsListing> {
  const version = rowsVersion(monitor);
  const objects: ObjectHead[] = [];
  const hash = createHash("sha256");
  for await (const object of store.list(labelKeys.rowsOfHour(monitor.name, hour))) {
    if (parseProfileKey(object.key).profileVersion !== version) continue;
    objects.push(object);
    hash.update(`${object.key}\n${object.etag}\n`);
  }
  return { objects, fingerprint: hash.digest("hex").slice(0, 32) };
}

/** All rows of an hour as they are stored, and their ids. */
export interface MergedRows {
  readonly bytes: Uint8Array;
  readonly ids: KeyedRows;
}

/**
 * Puts the rows of an hour's captures together in order of their ids' hashes, repeated ids included; one object is in memory beside them at a time. Null
 * where an object has been overwritten since it was listed: the hour has been marked again by whoever wrote it.
 */
export async function mergeRows({ objects }: RowsListing, { store }: LabelDeps): Promise<MergedRows | null> {
  const merger = new CodedRowsMerger(PREDICTED);
  let [read, faults]: [number, FaultCounts] = [0, {}];
  for (const { key, etag } of objects) {
    const object = await store.get(key);
    if (object?.etag !== etag) return null;
    const rows = viewRows(object.bytes);
    // The rows of a single capture are in order already.
    if (objects.length === 1) return { bytes: object.bytes, ids: idsOf(rows) };
    merger.add(rows);
    const counts = rows.about as PredictionCounts;
    read += counts.read;
    faults = mergeFaults(faults, counts.faults);
  }
  const { rows, classes } = merger.takeOut();
  const { high, low } = rows;
  return {
    bytes: predictionBytes({ keyed: rows, classes, read, faults }),
    ids: { rows: rows.rows, high, low, columns: {} },
  };
}

/** Null where the hour has none. */
export async function readJoinRows(
  hour: HourIndex,
  { store, monitor }: LabelDeps,
): Promise<{ readonly rows: PredictionRows; readonly etag: string } | null> {
  const object = await store.get(labelKeys.joinRows(monitor.name, hour));
  return object && { rows: parsePredictions(object.bytes), etag: object.etag };
}
