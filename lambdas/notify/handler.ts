import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { sendDigests } from "../../src/pipeline/notify/digests.js";
import { publishPendingSubscriptions } from "../../src/pipeline/notify/pending-subscriptions.js";
import { postNotice } from "../../src/pipeline/notify/post-notice.js";
import { eachMessage } from "../batch.js";
import { createHubRuntime } from "../hub-runtime.js";
import { scheduledMs } from "../runtime.js";

const runtime = createHubRuntime(process.env);
const { log } = runtime;
const deps = runtime.notifyDeps();

/** Notices -> webhooks; daily schedule -> digests, and who has not confirmed. */
export const handler = (event: SQSEvent | { readonly scheduledTime: string }): Promise<unknown> =>
  "Records" in event ? postAll(event) : everyMorning(scheduledMs(event));

const postAll = (event: SQSEvent): Promise<SQSBatchResponse> =>
  eachMessage(event, log, async ({ body }, sentMs) => {
    log.info("notice", { outcome: await postNotice(body, sentMs, deps) });
  });

async function everyMorning(nowMs: number): Promise<unknown> {
  // First, because a digest that can't be sent must not hide who has not confirmed.
  const pending = await publishPendingSubscriptions(nowMs, deps);
  log.info("subscriptions", { pending });
  const digests = await sendDigests(nowMs, deps);
  log.info("digests", { digests });
  return { pending, digests };
}
