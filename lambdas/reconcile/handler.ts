import type { Context } from "aws-lambda";
import { reconcileAll } from "../../src/pipeline/reconcile-all.js";
import { createRuntime, scheduledMs } from "../runtime.js";
import { scheduledRun } from "../runs.js";

const runtime = createRuntime(process.env);
const deps = runtime.maintenanceDeps();
const labelDeps = runtime.labelMaintenanceDeps();

/** Daily schedule -> captures whose events were lost are queued, label files too, and a changed reference is learned. */
export const handler = (event: unknown, context: Context): Promise<unknown> =>
  runtime.counted(scheduledRun(event, context), async () => {
    const outcome = await reconcileAll(scheduledMs(event), deps, labelDeps);
    runtime.log.info("reconciliation", { outcome: outcome ?? "spend is paused" });
    return outcome;
  });
