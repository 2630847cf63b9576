import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { joinLabelMessage } from "../../src/pipeline/labels/label-messages.js";
import { eachMessage } from "../batch.js";
import { batchRun } from "../runs.js";
import { createRuntime } from "../runtime.js";

const runtime = createRuntime(process.env);
const deps = runtime.joinDeps();

/** Label queue -> labels in the hours of their predictions. */
export const handler = (event: SQSEvent, context: Context): Promise<SQSBatchResponse> =>
  runtime.counted(batchRun(event, context), () =>
    eachMessage(event, runtime.log, (message, sentMs) => joinLabelMessage(message.body, sentMs, deps)),
  );
