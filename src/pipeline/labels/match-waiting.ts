import { ConditionFailedError } from "../../contracts/errors.js";
import type { HourIndex } from "../../contracts/verdict.js";
import type { HashFilter } from "../../core/labels/hash-filter.js";
import { otherRows } from "../../core/labels/held-rows.js";
import { type KeyedRows, mergeKeyedRows, rowsAt, TIME } from "../../core/labels/keyed-rows.js";
import { onePerId } from "../../core/labels/one-per-id.js";
import { LABEL } from "../../core/labels/read-labels.js";
import type { LabelDeps } from "../deps.js";
import { askedIn, matchesAmong, mayMatch } from "./hour-matches.js";
import { isWaitOver } from "./is-wait-over.js";
import { markLabelled } from "./labelled-hours.js";
import { noteLabelHours, readHourLabels, writeHourLabels } from "./stored/hour-labels.js";
import { keepWaiting, knownWaiting } from "./stored/known-waiting.js";
import { fileOfBatch, readLabelFileEntry, writeLabelFileEntry } from "./stored/label-files.js";
import {
  emptyWaiting,
  readWaiting,
  waitingBatches,
  type WaitingBatch,
  type WaitingLabels,
  writeWaiting,
} from "./stored/waiting-labels.js";

/** An hour that has just been compacted. */
export interface CompactedHour {
  readonly hour: HourIndex;
  readonly predictions: KeyedRows;
  readonly filter: HashFilter;
}

/** A batch that others change this often while it is being looked at is left to the next run. */
const MAX_ROUNDS = 5;

/**
 * Tries every label that waits against an hour whose join rows have just been written. Labels are stored as waiting before hours are listed for them, and
 * waiting labels are listed here after the hour has been written: whichever comes first, the other one meets it.
 *
 * @throws ConditionFailedError (retryable) when others keep changing the same batch
 */
export async function matchWaiting(hour: CompactedHour, nowMs: number, deps: LabelDeps): Promise<void> {
  for await (const listed of waitingBatches(deps)) await inRounds(listed, hour, nowMs, deps);
}

async function inRounds(listed: WaitingBatch, hour: CompactedHour, nowMs: number, deps: LabelDeps): Promise<void> {
  let waiting = await knownWaiting(listed, deps);
  for (let round = 1; waiting; round++) {
    try {
      await matchBatch(waiting, hour, nowMs, deps);
      return;
    } catch (error) {
      if (!(error instanceof ConditionFailedError) || round === MAX_ROUNDS) throw error;
    }
    waiting = await readWaiting(listed.batch, deps);
  }
}

async function matchBatch(
  waiting: WaitingLabels,
  { hour, predictions, filter }: CompactedHour,
  nowMs: number,
  deps: LabelDeps,
): Promise<void> {
  const { batch } = waiting;
  if (await isWaitOver(waiting.untilMs, nowMs, deps)) {
    await endWait(waiting, deps);
    return;
  }
  const asked = askedIn(hour, waiting.rows);
  if (!mayMatch(filter, asked)) return;
  const met = matchesAmong(predictions, asked);
  if (met.length === 0) return;
  const before = await readHourLabels(hour, batch, deps);
  const rows = withLabels(before?.rows ?? null, rowsAt(waiting.rows, met));
  await noteLabelHours(fileOfBatch(batch), [hour], nowMs, deps);
  await writeHourLabels(hour, batch, { rows, classes: waiting.classes }, deps);
  await markLabelled(deps.table, deps.monitor.name, [hour], nowMs);
  const left = rowsAt(waiting.rows, otherRows(waiting.rows.rows, met));
  const narrowed = { ...waiting, rows: left };
  keepWaiting({ ...narrowed, revision: await writeWaiting(narrowed, deps, { etag: waiting.revision }) }, deps);
}

/** Labels of one batch together; those that a run cut off has written already are there twice. */
function withLabels(before: KeyedRows | null, met: KeyedRows): KeyedRows {
  const columns = { [TIME]: met.columns[TIME]!, [LABEL]: met.columns[LABEL]! };
  const labels: KeyedRows = { ...met, columns };
  return before && before.rows > 0 ? onePerId(mergeKeyedRows([before, labels]), "last").rows : labels;
}

/** The wait is over: what is left is counted, and looked at no more. */
async function endWait(waiting: WaitingLabels, deps: LabelDeps): Promise<void> {
  const file = fileOfBatch(waiting.batch);
  const stored = await readLabelFileEntry(file, deps);
  // Without an entry the file is still being read, and is counted by whoever reads it.
  if (!stored) return;
  if (stored.entry.batch === waiting.batch) {
    await writeLabelFileEntry(file, { ...stored.entry, unmatched: waiting.rows.rows }, stored, deps);
  }
  await emptyWaiting(waiting.batch, deps);
}
