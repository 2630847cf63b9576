import { SqsQueue } from "aws-cdk-lib/aws-events-targets";
import type { IBucket } from "aws-cdk-lib/aws-s3";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { MonitorConfig } from "../../src/config/index.js";
import { names } from "../names.js";
import { FUNCTION_SIZES } from "./function-sizes.js";
import { objectEvents } from "./object-events.js";
import { deadLetterQueue, WorkQueue } from "./work-queue.js";

export interface CaptureIntakeProps {
  readonly hubName: string;
  readonly monitor: MonitorConfig;
  readonly captureBucket: IBucket;
}

/** How work comes in: new captures on one queue, label files on another. */
export class CaptureIntake extends Construct {
  readonly captures: WorkQueue;
  /** Null where no labels are configured. */
  readonly labels: WorkQueue | null;
  /** Captures, label files and requests for a baseline that could not be worked off. */
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { hubName, monitor, captureBucket }: CaptureIntakeProps) {
    super(scope, id);
    const { name, captures, labels } = monitor;
    this.deadLetters = deadLetterQueue(this, "DeadLetters", names.deadLetters(hubName, name));
    this.captures = new WorkQueue(this, "Captures", {
      queueName: names.captureQueue(hubName, name),
      functionTimeout: FUNCTION_SIZES["profile-captures"].timeout,
      deadLetters: this.deadLetters,
    });
    objectEvents(this, "CaptureArrived", {
      description: `Captures of ${name}`,
      bucketName: captureBucket.bucketName,
      key: { prefix: captures.prefix },
      // Only where a partition is one unit does a deleted capture change what is counted.
      deletions: captures.replaces === "partition",
      target: new SqsQueue(this.captures.queue),
    });
    this.labels = labels && this.labelQueue(hubName, name);
    if (labels && this.labels) {
      objectEvents(this, "LabelsArrived", {
        description: `Labels of ${name}`,
        bucketName: captureBucket.bucketName,
        key: { prefix: labels.prefix },
        target: new SqsQueue(this.labels.queue),
      });
    }
  }

  private labelQueue(hubName: string, monitor: string): WorkQueue {
    return new WorkQueue(this, "Labels", {
      queueName: names.labelQueue(hubName, monitor),
      functionTimeout: FUNCTION_SIZES["join-labels"].timeout,
      deadLetters: this.deadLetters,
    });
  }
}
