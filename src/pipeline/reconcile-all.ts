import { buildBaseline, type BaselineOutcome } from "./build-baseline.js";
import type { LabelMaintenanceDeps, MaintenanceDeps } from "./deps.js";
import { reconcileLabels, type LabelReconcileOutcome } from "./labels/reconcile-labels.js";
import { activePlan } from "./profiling-plan.js";
import { capturesOfInterest, LIVE_MS, reconcile, type ReconcileOutcome } from "./reconcile.js";
import { latestPause } from "./spend/pause.js";
import { isPaused } from "./spend/standing.js";

export interface Reconciliation {
  readonly baseline: BaselineOutcome;
  readonly captures: ReconcileOutcome;
  readonly labels: LabelReconcileOutcome;
}

/**
 * Everything that may have been missed: a changed reference is learned, captures and label files whose events were lost are
 * queued, those of the latest pause however old they are.
 *
 * @returns null while the hub's spend is paused
 */
export async function reconcileAll(
  nowMs: number,
  deps: MaintenanceDeps,
  labelDeps: LabelMaintenanceDeps,
): Promise<Reconciliation | null> {
  if (await isPaused(nowMs, deps)) return null;
  const baseline = await buildBaseline(nowMs, deps);
  const pause = await latestPause(deps.table, deps.monitor.name, nowMs);
  const { fromMs, toMs } = capturesOfInterest(nowMs, deps);
  const pausedMs = pause?.sinceMs ?? Infinity;
  const arrived = { fromMs: Math.min(fromMs, pausedMs), toMs };
  const captures = await reconcile(await activePlan(nowMs, deps), arrived, nowMs, deps);
  const labels = await reconcileLabels(nowMs, labelDeps, Math.min(nowMs - LIVE_MS, pausedMs));
  return { baseline, captures, labels };
}
