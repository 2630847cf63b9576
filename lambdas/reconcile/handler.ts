import { buildBaseline } from "../../src/pipeline/build-baseline.js";
import { reconcileLabels } from "../../src/pipeline/labels/reconcile-labels.js";
import { activePlan } from "../../src/pipeline/profiling-plan.js";
import { capturesOfInterest, reconcile } from "../../src/pipeline/reconcile.js";
import { createRuntime, scheduledMs } from "../runtime.js";

const runtime = createRuntime(process.env);
const deps = runtime.maintenanceDeps();
const labelDeps = runtime.labelMaintenanceDeps();

/** Daily schedule -> captures whose events were lost are queued, label files too, and a changed reference is learned. */
export const handler = async (event: unknown): Promise<unknown> => {
  const nowMs = scheduledMs(event);
  const baseline = await buildBaseline(nowMs, deps);
  const captures = await reconcile(await activePlan(nowMs, deps), capturesOfInterest(nowMs, deps), nowMs, deps);
  const labels = await reconcileLabels(nowMs, labelDeps);
  runtime.log.info("reconciliation", { baseline, captures, labels });
  return { baseline, captures, labels };
};
