import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { messageOf } from "../src/contracts/errors.js";
import type { Log } from "../src/contracts/ports.js";

/**
 * Works through a batch of messages one by one. What fails is delivered again, alone; the others are done.
 *
 * @param work gets the message and the time at which it was sent, epoch milliseconds: the handler's "now"
 */
export async function eachMessage(
  event: SQSEvent,
  log: Log,
  work: (message: SQSRecord, sentMs: number) => Promise<unknown>,
): Promise<SQSBatchResponse> {
  const batchItemFailures: { itemIdentifier: string }[] = [];
  for (const message of event.Records) {
    try {
      await work(message, Number(message.attributes.SentTimestamp));
    } catch (error) {
      log.error("message failed and will be delivered again", {
        message: message.messageId,
        receiveCount: message.attributes.ApproximateReceiveCount,
        error: messageOf(error),
        stack: error instanceof Error ? error.stack : undefined,
      });
      batchItemFailures.push({ itemIdentifier: message.messageId });
    }
  }
  return { batchItemFailures };
}
