import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { buildBaseline } from "../../src/pipeline/build-baseline.js";
import { eachMessage } from "../batch.js";
import { createRuntime } from "../runtime.js";

const runtime = createRuntime(process.env);
const deps = runtime.maintenanceDeps();

/** Baseline queue (reference data landed, or analysis found no baseline) -> a new baseline where one is due. */
export const handler = (event: SQSEvent): Promise<SQSBatchResponse> =>
  eachMessage(event, runtime.log, async (_message, sentMs) => {
    runtime.log.info("baseline", { outcome: await buildBaseline(sentMs, deps) });
  });
