import { unfinishedKeys } from "../capture-attempts.js";
import type { LabelMaintenanceDeps } from "../deps.js";
import { DAY_MS } from "../hour.js";
import { labelKeys, sourceHash } from "../keys.js";
import { labelRequest } from "../messages.js";
import { LIVE_MS } from "../reconcile.js";
import { labelsVersion } from "./columns/rows-plan.js";
import { isLabelFile } from "./join-label-file.js";

export interface LabelReconcileOutcome {
  readonly listed: number;
  /** Label files put on the queue because their content has not been joined. */
  readonly queued: number;
}

const MESSAGES_AT_ONCE = 1_000;

/**
 * The listing is the truth for labels too: puts every label file on the queue whose present content has no entry, and every one whose joining was cut off.
 * Files that arrived before the captures that are still profiled, and before the wait of these, can say nothing any more.
 *
 * @param capturesFromMs when the oldest captures arrived that are still profiled
 */
export async function reconcileLabels(
  nowMs: number,
  deps: LabelMaintenanceDeps,
  capturesFromMs = nowMs - LIVE_MS,
): Promise<LabelReconcileOutcome> {
  const { monitor, table, store, captures, captureBucket } = deps;
  if (!monitor.labels || !deps.labelQueue) return { listed: 0, queued: 0 };
  const version = labelsVersion(monitor);
  const joinedAtMs = new Map<string, number>();
  const prefix = labelKeys.file(monitor.name, version);
  for await (const { key, lastModifiedMs } of store.list(prefix))
    joinedAtMs.set(key.slice(prefix.length), lastModifiedMs);
  const waiting = new Set<string>();
  for await (const key of unfinishedKeys(table, monitor.name, version, nowMs)) waiting.add(key);

  const fromMs = capturesFromMs - monitor.labels.waitDays * DAY_MS;
  let listed = 0;
  for await (const { key, lastModifiedMs } of captures.list(monitor.labels.prefix)) {
    if (lastModifiedMs < fromMs || !isLabelFile(key, deps)) continue;
    listed++;
    const joined = joinedAtMs.get(sourceHash(captureBucket, key));
    if (joined === undefined || lastModifiedMs > joined) waiting.add(key);
  }
  const keys = [...waiting];
  for (let at = 0; at < keys.length; at += MESSAGES_AT_ONCE) {
    await deps.labelQueue.send(keys.slice(at, at + MESSAGES_AT_ONCE).map((key) => labelRequest(key)));
  }
  return { listed, queued: keys.length };
}
