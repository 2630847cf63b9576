import type { Context } from "aws-lambda";
import { buildBaseline } from "../../src/pipeline/build-baseline.js";
import { eventRun } from "../runs.js";
import { createRuntime, eventMs } from "../runtime.js";

const runtime = createRuntime(process.env);
const deps = runtime.maintenanceDeps();

/** Event (reference data landed, or analysis wants a baseline) -> a new baseline where one is due. */
export const handler = (event: unknown, context: Context): Promise<unknown> =>
  runtime.counted(eventRun(event, context), async () => {
    const outcome = await buildBaseline(eventMs(event), deps);
    runtime.log.info("baseline", { outcome });
    return outcome;
  });
