import { Duration, Validations } from "aws-cdk-lib";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { Grant } from "../grant.js";

export interface WorkQueueProps {
  readonly queueName: string;
  /** Time limit of the function that works on the queue. */
  readonly functionTimeout: Duration;
  readonly deadLetters: Queue;
}

const QUEUE_PROPS = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true, retentionPeriod: Duration.days(14) };

// A message that failed this often fails for a reason.
const MAX_RECEIVES = 5;

/** A queue whose messages go to the dead letters once they have failed for good. What expires here is found again by reconciliation. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { queueName, functionTimeout, deadLetters }: WorkQueueProps) {
    super(scope, id);
    this.deadLetters = deadLetters;
    this.queue = new Queue(this, "Queue", {
      ...QUEUE_PROPS,
      queueName,
      // Lambda's advice: six times the function's, so that throttled batches don't count as failures.
      visibilityTimeout: Duration.seconds(6 * functionTimeout.toSeconds()),
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: MAX_RECEIVES },
    });
  }
}

/** What could not be worked off, with the reason where there is one: one queue of a monitor, because its alarm is paid by the queue. */
export function deadLetterQueue(scope: Construct, id: string, queueName: string): Queue {
  const queue = new Queue(scope, id, { ...QUEUE_PROPS, queueName });
  Validations.of(queue).acknowledge({ id: "AwsSolutions-SQS3", reason: "It is the dead-letter queue." });
  return queue;
}

/** What Lambda does on a queue in the name of its function. */
export function consume({ queue }: WorkQueue): Grant[] {
  return [
    { actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"], resources: [queue.queueArn] },
  ];
}
