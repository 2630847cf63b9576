import { Duration, Validations } from "aws-cdk-lib";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { Grant } from "../grant.js";
import { names } from "../names.js";

export interface WorkQueueProps {
  readonly queueName: string;
  /** Time limit of the function that works on the queue. */
  readonly functionTimeout: Duration;
}

// A message that failed this often fails for a reason.
const MAX_RECEIVES = 5;

/** A queue and what could not be worked off it. What expires here is found again by reconciliation. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { queueName, functionTimeout }: WorkQueueProps) {
    super(scope, id);
    const shared = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true, retentionPeriod: Duration.days(14) };
    this.deadLetters = new Queue(this, "DeadLetters", { ...shared, queueName: names.deadLetters(queueName) });
    this.queue = new Queue(this, "Queue", {
      ...shared,
      queueName,
      // Lambda's advice: six times the function's, so that throttled batches don't count as failures.
      visibilityTimeout: Duration.seconds(6 * functionTimeout.toSeconds()),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: MAX_RECEIVES },
    });
    Validations.of(this.deadLetters).acknowledge({ id: "AwsSolutions-SQS3", reason: "It is the dead-letter queue." });
  }
}

/** What Lambda does on a queue in the name of its function. */
export function consume({ queue }: WorkQueue): Grant[] {
  return [
    { actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"], resources: [queue.queueArn] },
  ];
}
