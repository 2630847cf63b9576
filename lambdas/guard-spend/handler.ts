import { guardSpend } from "../../src/pipeline/spend/guard-spend.js";
import { createHubRuntime } from "../hub-runtime.js";
import { scheduledMs } from "../runtime.js";

const runtime = createHubRuntime(process.env);
const deps = runtime.guardDeps();

/** Hourly schedule -> what the month has cost so far, and how much its monitors may work. */
export const handler = async (event: unknown): Promise<unknown> => {
  const outcome = await guardSpend(scheduledMs(event), deps);
  runtime.log.info("spend", { standing: outcome?.standing, figures: outcome?.figures });
  return outcome && { state: outcome.standing.state, figures: outcome.figures };
};
