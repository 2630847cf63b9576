import { isCapture } from "./capture-filter.js";
import { unfinishedKeys } from "./capture-attempts.js";
import type { MaintenanceDeps } from "./deps.js";
import { DAY_MS } from "./hour.js";
import { objectKeys, sourceHash } from "./keys.js";
import { captureRequest } from "./messages.js";
import type { ProfilingPlan } from "./profiling-plan.js";

export interface ReconcileOutcome {
  readonly listed: number;
  /** Captures put on the queue because no profile of the plan's version is known for their content. */
  readonly queued: number;
}

/** Captures by the time at which they landed, epoch milliseconds [fromMs, toMs). */
export interface ArrivalRange {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Live captures are profiled up to this age: what is normal carries over to a new baseline from as many days. Older ones only
 * where the reference needs them.
 */
export const LIVE_MS = 28 * DAY_MS;
const MESSAGES_AT_ONCE = 1_000;

/**
 * The listing is the truth: puts every capture on the queue whose present content has no inventory entry under the
 * plan's profile version, and every one whose profiling was cut off. Events that were lost, expired or never sent
 * (objects from before the deployment) are made good here.
 */
export async function reconcile(
  plan: ProfilingPlan,
  arrived: ArrivalRange,
  nowMs: number,
  deps: MaintenanceDeps,
): Promise<ReconcileOutcome> {
  const { monitor } = deps;
  const profiledAtMs = await inventoryTimes(plan.version, deps);
  const rowsAtMs = plan.rows && (await inventoryTimes(plan.rows.version, deps));
  /** Keys with the time at which they landed, as far as it is known. */
  const waiting = new Map<string, number>();
  for await (const key of unfinishedKeys(deps.table, monitor.name, plan.version, nowMs)) waiting.set(key, 0);

  let listed = 0;
  for await (const object of deps.captures.list(monitor.captures.prefix)) {
    const { key, lastModifiedMs } = object;
    if (lastModifiedMs < arrived.fromMs || lastModifiedMs >= arrived.toMs) continue;
    if (!isCapture(key, monitor.captures)) continue;
    listed++;
    const source = sourceHash(deps.captureBucket, key);
    const profiled = profiledAtMs.get(source);
    // Labels that are configured later need the predictions of captures that have been profiled without them.
    const rowsMissing = rowsAtMs !== null && !rowsAtMs.has(source);
    if (profiled === undefined || lastModifiedMs > profiled || rowsMissing) waiting.set(key, lastModifiedMs);
  }
  // Oldest first: after a long silence the days are then judged in their order.
  const keys = [...waiting].sort(([, a], [, b]) => a - b).map(([key]) => key);
  await queueAll(keys, plan, deps);
  return { listed, queued: waiting.size };
}

/** When each capture's inventory entry was written, by source hash. */
async function inventoryTimes(profileVersion: string, deps: MaintenanceDeps): Promise<Map<string, number>> {
  const times = new Map<string, number>();
  const prefix = objectKeys.inventory(deps.monitor.name, profileVersion);
  for await (const entry of deps.store.list(prefix)) times.set(entry.key.slice(prefix.length), entry.lastModifiedMs);
  return times;
}

/** Live captures, and those that the reference is made of. */
export function capturesOfInterest(nowMs: number, { monitor: { reference } }: MaintenanceDeps): ArrivalRange {
  const live = nowMs - LIVE_MS;
  return { fromMs: reference.kind === "captures" ? Math.min(live, reference.period.fromMs) : live, toMs: Infinity };
}

async function queueAll(keys: readonly string[], plan: ProfilingPlan, deps: MaintenanceDeps): Promise<void> {
  const purpose = plan.baseline ? "judge" : "learn";
  for (let at = 0; at < keys.length; at += MESSAGES_AT_ONCE) {
    const batch = keys.slice(at, at + MESSAGES_AT_ONCE);
    await deps.captureQueue.send(batch.map((key) => captureRequest(key, purpose)));
  }
}
