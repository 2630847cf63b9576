import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { messageProfiler } from "../../src/pipeline/profile-messages.js";
import { eachMessage } from "../batch.js";
import { batchRun } from "../runs.js";
import { createRuntime } from "../runtime.js";

const runtime = createRuntime(process.env);
const deps = runtime.profileDeps();

/** Capture queue -> one profile per event-time hour. */
export const handler = (event: SQSEvent, context: Context): Promise<SQSBatchResponse> =>
  runtime.counted(batchRun(event, context), () => {
    const profiler = messageProfiler(deps);
    return eachMessage(event, runtime.log, (message, sentMs) => profiler.profile(message.body, sentMs));
  });
