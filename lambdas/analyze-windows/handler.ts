import type { Context } from "aws-lambda";
import { analyzeWindows } from "../../src/pipeline/analyze-windows.js";
import { askBySchedule } from "../../src/pipeline/retrain/ask-by-schedule.js";
import { scheduledRun } from "../runs.js";
import { createRuntime, scheduledMs } from "../runtime.js";

const runtime = createRuntime(process.env);

/** Hourly schedule -> verdicts of settled windows, incidents, metrics, reports and mails; retraining's schedule -> it is asked for. */
export const handler = (event: unknown, context: Context): Promise<unknown> =>
  runtime.counted(scheduledRun(event, context), async () => {
    const nowMs = scheduledMs(event);
    const deps = runtime.analysisDeps(() => context.getRemainingTimeInMillis());
    if (isOfRetraining(event)) return askBySchedule(nowMs, deps);
    const outcome = await analyzeWindows(nowMs, deps);
    runtime.log.info("analysis", { outcome: outcome ?? "another run is at work" });
    return outcome;
  });

const isOfRetraining = (event: unknown): boolean => Reflect.get(event as object, "retraining") === true;
