import type { Context, SQSEvent } from "aws-lambda";
import { PER_BATCH } from "../src/core/spend/call-usage.js";
import type { Run } from "../src/pipeline/spend/usage-items.js";
import { eventMs, scheduledMs } from "./runtime.js";

/**
 * Runs as the ledger of the spend knows them. Their hour is that in which they are: of a batch the time at which its
 * latest message was first received, as messages may have waited for days.
 */
export function batchRun({ Records: messages }: SQSEvent, { awsRequestId: id }: Context): Run {
  const times = messages.map(({ attributes }) => Number(attributes.ApproximateFirstReceiveTimestamp));
  return { id, atMs: Math.max(...times), cause: PER_BATCH };
}

/** @throws PlumblineError `BAD_EVENT` */
export function scheduledRun(event: unknown, { awsRequestId: id }: Context): Run {
  return { id, atMs: scheduledMs(event), cause: { schedulerInvocation: 1 } };
}

/** A custom event of EventBridge. @throws PlumblineError `BAD_EVENT` */
export function eventRun(event: unknown, { awsRequestId: id }: Context): Run {
  return { id, atMs: eventMs(event), cause: { objectEvent: 1 } };
}
