import type { Context } from "aws-lambda";
import { analyzeWindows } from "../../src/pipeline/analyze-windows.js";
import { createRuntime, scheduledMs } from "../runtime.js";

const runtime = createRuntime(process.env);

/** Hourly schedule -> verdicts of settled windows, incidents, metrics, reports and mails. */
export const handler = async (event: unknown, context: Context): Promise<unknown> => {
  const nowMs = scheduledMs(event);
  const outcome = await analyzeWindows(
    nowMs,
    runtime.analysisDeps(() => context.getRemainingTimeInMillis()),
  );
  runtime.log.info("analysis", { outcome: outcome ?? "another run is at work" });
  return outcome;
};
