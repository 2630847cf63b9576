import { type CloudWatchClient, GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { GetQueueAttributesCommand, SendMessageBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { PlumblineError } from "../contracts/errors.js";
import type { MessageQueue } from "../contracts/ports.js";

// SendMessageBatch takes at most 10 messages.
const BATCH = 10;

/** Messages that somebody still has to work on, or works on now. */
const WAITING = [
  "ApproximateNumberOfMessages",
  "ApproximateNumberOfMessagesNotVisible",
  "ApproximateNumberOfMessagesDelayed",
] as const;

/**
 * A queue of SQS. Its oldest message's age is known to CloudWatch only, a minute late; an empty queue is asked of
 * SQS itself, which needs no metric.
 */
export function sqsQueue(client: SQSClient, cloudWatch: CloudWatchClient | null, queueUrl: string): MessageQueue {
  return {
    async send(bodies) {
      for (let at = 0; at < bodies.length; at += BATCH) {
        const answer = await client.send(
          new SendMessageBatchCommand({
            QueueUrl: queueUrl,
            Entries: bodies.slice(at, at + BATCH).map((MessageBody, index) => ({ Id: String(index), MessageBody })),
          }),
        );
        const failed = answer.Failed?.[0];
        if (failed) {
          throw new PlumblineError(
            "QUEUE_REFUSED",
            `queue ${queueName(queueUrl)} refused a message: ${failed.Message ?? failed.Code ?? ""}`,
            {
              retryable: failed.SenderFault !== true,
            },
          );
        }
      }
    },

    async oldestMessageAgeSeconds(nowMs) {
      const { Attributes: attributes = {} } = await client.send(
        new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: [...WAITING] }),
      );
      const waiting = WAITING.reduce((sum, name) => sum + Number(attributes[name] ?? 0), 0);
      if (waiting === 0) return 0;
      return cloudWatch ? ageFromMetric(cloudWatch, queueName(queueUrl), nowMs) : Infinity;
    },
  };
}

const queueName = (url: string): string => url.slice(url.lastIndexOf("/") + 1);

/** Infinity where CloudWatch has no point of the last five minutes: unknown counts as old. */
async function ageFromMetric(cloudWatch: CloudWatchClient, name: string, nowMs: number): Promise<number> {
  const answer = await cloudWatch.send(
    new GetMetricDataCommand({
      StartTime: new Date(nowMs - 5 * 60_000),
      EndTime: new Date(nowMs + 60_000),
      ScanBy: "TimestampDescending",
      MetricDataQueries: [
        {
          Id: "age",
          MetricStat: {
            Metric: {
              Namespace: "AWS/SQS",
              MetricName: "ApproximateAgeOfOldestMessage",
              Dimensions: [{ Name: "QueueName", Value: name }],
            },
            Period: 60,
            Stat: "Maximum",
          },
        },
      ],
    }),
  );
  return answer.MetricDataResults?.[0]?.Values?.[0] ?? Infinity;
}
