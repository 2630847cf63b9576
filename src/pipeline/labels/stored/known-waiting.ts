import type { LabelDeps } from "../../deps.js";
import { readWaiting, type WaitingBatch, type WaitingLabels } from "./waiting-labels.js";

/**
 * Batches that this run has read or written, as they were then: a run that compacts a month of hours would read each batch for each of them.
 * The listing says whether one is still the same.
 */
const known = new WeakMap<LabelDeps, Map<string, WaitingLabels>>();
/** 24 bytes each and their like: what a run keeps beside an hour of rows. */
const MOST_ROWS = 1_000_000;

/** Null where nothing waits any more. */
export async function knownWaiting({ batch, revision }: WaitingBatch, deps: LabelDeps): Promise<WaitingLabels | null> {
  const kept = known.get(deps)?.get(batch);
  if (kept?.revision === revision) return kept;
  const waiting = await readWaiting(batch, deps);
  if (waiting) keepWaiting(waiting, deps);
  return waiting;
}

/** Remembers a batch as it has just been read or written. */
export function keepWaiting(waiting: WaitingLabels, deps: LabelDeps): void {
  const batches = known.get(deps) ?? new Map<string, WaitingLabels>();
  known.set(deps, batches);
  batches.set(waiting.batch, waiting);
  const rows = [...batches.values()].reduce((sum, batch) => sum + batch.rows.rows, 0);
  if (rows > MOST_ROWS) batches.delete([...batches.keys()][0]!);
}
