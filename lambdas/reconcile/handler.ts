import type { Context } from "aws-lambda";
import { isExecution, notePipeline, parseExecution } from "../../src/pipeline/history/pipeline-executions.js";
import { reconcileAll } from "../../src/pipeline/reconcile-all.js";
import { createRuntime, scheduledMs } from "../runtime.js";
import { eventRun, scheduledRun } from "../runs.js";

const runtime = createRuntime(process.env);
const deps = runtime.maintenanceDeps();
const labelDeps = runtime.labelMaintenanceDeps();

/**
 * Daily schedule -> captures whose events were lost are queued, label files too, and a changed reference is learned.
 * A run of the team's own pipelines -> an entry of the timeline.
 */
export const handler = (event: unknown, context: Context): Promise<unknown> =>
  isExecution(event)
    ? runtime.counted(eventRun(event, context), async () => {
        const execution = parseExecution(event);
        await notePipeline(deps.table, deps.monitor.name, execution);
        runtime.log.info("pipeline noted", { ...execution });
        return null;
      })
    : runtime.counted(scheduledRun(event, context), async () => {
        const outcome = await reconcileAll(scheduledMs(event), deps, labelDeps);
        runtime.log.info("reconciliation", { outcome: outcome ?? "spend is paused" });
        return outcome;
      });
