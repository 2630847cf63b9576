import { publishPendingSubscriptions } from "../../src/pipeline/notify/pending-subscriptions.js";
import { createHubRuntime } from "../hub-runtime.js";
import { scheduledMs } from "../runtime.js";

const runtime = createHubRuntime(process.env);
const deps = runtime.notifyDeps();

/** Daily schedule -> who has not confirmed. */
export const handler = async (event: unknown): Promise<unknown> => {
  const pending = await publishPendingSubscriptions(scheduledMs(event), deps);
  runtime.log.info("subscriptions", { pending });
  return { pending };
};
