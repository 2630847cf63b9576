import type { IBucket } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import type { MonitorConfig } from "../../src/config/index.js";
import { names } from "../names.js";
import { FUNCTION_SIZES } from "./function-sizes.js";
import { objectEvents } from "./object-events.js";
import { WorkQueue } from "./work-queue.js";

export interface CaptureIntakeProps {
  readonly hubName: string;
  readonly monitor: MonitorConfig;
  readonly captureBucket: IBucket;
}

/** How work comes in: new captures on one queue, requests for a baseline and new training data on another, label files on a third. */
export class CaptureIntake extends Construct {
  readonly captures: WorkQueue;
  readonly baselines: WorkQueue;
  /** Null where no labels are configured. */
  readonly labels: WorkQueue | null;

  constructor(scope: Construct, id: string, { hubName, monitor, captureBucket }: CaptureIntakeProps) {
    super(scope, id);
    const { name, captures, reference, labels } = monitor;
    this.captures = new WorkQueue(this, "Captures", {
      queueName: names.captureQueue(hubName, name),
      functionTimeout: FUNCTION_SIZES["profile-captures"].timeout,
    });
    this.baselines = new WorkQueue(this, "Baselines", {
      queueName: names.baselineQueue(hubName, name),
      functionTimeout: FUNCTION_SIZES["build-baseline"].timeout,
    });
    objectEvents(this, "CaptureArrived", {
      description: `Captures of ${name}`,
      bucketName: captureBucket.bucketName,
      key: { prefix: captures.prefix },
      // Only where a partition is one unit does a deleted capture change what is counted.
      deletions: captures.replaces === "partition",
      queue: this.captures.queue,
    });
    if (reference.kind === "table") {
      objectEvents(this, "ReferenceArrived", {
        description: `Reference of ${name}`,
        bucketName: reference.table.bucket,
        key: { is: reference.table.key },
        queue: this.baselines.queue,
      });
    }
    this.labels = labels && this.labelQueue(hubName, name);
    if (labels && this.labels) {
      objectEvents(this, "LabelsArrived", {
        description: `Labels of ${name}`,
        bucketName: captureBucket.bucketName,
        key: { prefix: labels.prefix },
        queue: this.labels.queue,
      });
    }
  }

  private labelQueue(hubName: string, monitor: string): WorkQueue {
    return new WorkQueue(this, "Labels", {
      queueName: names.labelQueue(hubName, monitor),
      functionTimeout: FUNCTION_SIZES["join-labels"].timeout,
    });
  }
}
