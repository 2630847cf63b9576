import type { PutOptions } from "../../../contracts/ports.js";
import type { KeyedRows } from "../../../core/labels/keyed-rows.js";
import { parseRows, serialiseRows } from "../../../core/labels/stored-rows.js";
import type { LabelDeps } from "../../deps.js";
import { labelKeys } from "../../keys.js";

/** Labels of one batch whose predictions have not been met in any hour so far. */
export interface WaitingLabels {
  readonly batch: string;
  readonly rows: KeyedRows;
  /** All classes of the batch. */
  readonly classes: readonly string[];
  /** Epoch milliseconds until which they wait. */
  readonly untilMs: number;
  /** For conditional writes. */
  readonly revision: string;
}

/** An object that holds nothing has no bytes, so that a listing tells what needs no look. */
const NOTHING = new Uint8Array(0);

/**
 * @param expect as in `ObjectStore.put`; without it whatever waited is replaced
 * @returns the new revision
 * @throws ConditionFailedError
 */
export async function writeWaiting(
  { batch, rows, classes, untilMs }: Omit<WaitingLabels, "revision">,
  { store, monitor }: LabelDeps,
  expect?: PutOptions["expect"],
): Promise<string> {
  const bytes = rows.rows === 0 ? NOTHING : serialiseRows(rows, classes, { untilMs });
  return store.put(labelKeys.waiting(monitor.name, batch), bytes, expect === undefined ? {} : { expect });
}

/** Forgets what waits of a batch. */
export async function emptyWaiting(batch: string, { store, monitor }: LabelDeps): Promise<void> {
  await store.put(labelKeys.waiting(monitor.name, batch), NOTHING);
}

/** A batch of which something waits, as it was listed. */
export interface WaitingBatch {
  readonly batch: string;
  readonly revision: string;
}

export async function* waitingBatches({ store, monitor }: LabelDeps): AsyncIterable<WaitingBatch> {
  const prefix = labelKeys.waiting(monitor.name);
  for await (const { key, sizeBytes, etag } of store.list(prefix))
    if (sizeBytes > 0) yield { batch: key.slice(prefix.length), revision: etag };
}

/** Null where nothing waits. */
export async function readWaiting(batch: string, { store, monitor }: LabelDeps): Promise<WaitingLabels | null> {
  const object = await store.get(labelKeys.waiting(monitor.name, batch));
  if (!object || object.bytes.length === 0) return null;
  const { rows, classes, about } = parseRows(object.bytes);
  const { untilMs } = about as { readonly untilMs: number };
  return { batch, rows, classes, untilMs, revision: object.etag };
}
