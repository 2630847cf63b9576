import type { HourIndex } from "../../contracts/verdict.js";
import { buildFilter } from "../../core/labels/hash-filter.js";
import { heldRows } from "../../core/labels/held-rows.js";
import type { KeyedRows } from "../../core/labels/keyed-rows.js";
import type { LabelDeps } from "../deps.js";
import { labelKeys } from "../keys.js";
import { labelRequest } from "../messages.js";
import { markLabelled } from "./labelled-hours.js";
import { matchWaiting } from "./match-waiting.js";
import { listHourLabels, readHourLabels } from "./stored/hour-labels.js";
import { readJoinFilter, writeJoinFilter } from "./stored/join-filter.js";
import { listRows, mergeRows, type RowsListing } from "./stored/join-rows.js";
import { fileOfBatch, readLabelFileEntry } from "./stored/label-files.js";

/**
 * Puts the rows of an hour's captures together, sorted by their ids' hashes, with a filter of the ids beside them, and tries the labels that wait.
 * Where the captures' rows are as they were, nothing is done. In this order, so that a crash at any point leaves the hour to be done again: join rows;
 * labels that wait; label files that have lost a prediction here, back on their queue; the mark; the filter.
 */
export async function compactHour(
  hour: HourIndex,
  nowMs: number,
  deps: LabelDeps,
): Promise<{ readonly changed: boolean }> {
  if (!deps.monitor.labels) return { changed: false };
  const listing = await listRows(hour, deps);
  // Rows that have expired leave what was made of them as it is.
  if (listing.objects.length === 0) return { changed: false };
  const before = await readJoinFilter(hour, deps);
  if (before?.fingerprint === listing.fingerprint) return { changed: false };
  const written = await writeJoinRows(hour, listing, deps);
  if (!written) return { changed: false };
  const filter = buildFilter(written.ids);
  await matchWaiting({ hour, predictions: written.ids, filter }, nowMs, deps);
  await recallLost(hour, written.ids, deps);
  await markLabelled(deps.table, deps.monitor.name, [hour], nowMs);
  await writeJoinFilter(hour, { joinRows: written.etag, fingerprint: listing.fingerprint, filter }, deps);
  return { changed: true };
}

/** The ids alone stay in memory. Null where a row object has been overwritten since it was listed. */
async function writeJoinRows(
  hour: HourIndex,
  listing: RowsListing,
  deps: LabelDeps,
): Promise<{ readonly ids: KeyedRows; readonly etag: string } | null> {
  const merged = await mergeRows(listing, deps);
  return (
    merged && { ids: merged.ids, etag: await deps.store.put(labelKeys.joinRows(deps.monitor.name, hour), merged.bytes) }
  );
}

/** Labels whose predictions are here no more, because a capture was overwritten, look for the hours in which they are now. */
async function recallLost(hour: HourIndex, predictions: KeyedRows, deps: LabelDeps): Promise<void> {
  for (const { batch } of await listHourLabels(hour, deps)) {
    const labels = await readHourLabels(hour, batch, deps);
    if (!labels || heldRows(labels.rows, predictions).length === labels.rows.rows) continue;
    const file = await readLabelFileEntry(fileOfBatch(batch), deps);
    if (file?.entry.batch === batch) await deps.labelQueue?.send([labelRequest(file.entry.key, true)]);
  }
}
