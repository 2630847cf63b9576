import type { IBucket } from "aws-cdk-lib/aws-s3";
import type { MonitorConfig } from "../../src/config/index.js";
import type { Grant } from "../grant.js";
import type { HubHandles } from "../hub/hub-handles.js";
import { listCaptures, readCaptures } from "./source-grants.js";
import { storeGrants } from "./store-grants.js";
import { consume, type WorkQueue } from "./work-queue.js";

/** What joining reaches. */
interface LabelGrantsProps {
  readonly monitor: MonitorConfig;
  readonly hub: HubHandles;
  readonly captureBucket: IBucket;
  /** Null where no labels are configured: then nothing is granted. */
  readonly labels: WorkQueue | null;
}

/** profile-captures keeps the rows of predictions; join-labels reads label files, and looks for their predictions. */
export function joinGrants({ monitor, hub, captureBucket, labels }: LabelGrantsProps): Grant[] {
  if (!monitor.labels || !labels) return [];
  return [
    ...consume(labels),
    ...readCaptures(captureBucket, { prefix: monitor.labels.prefix }),
    ...storeGrants(hub, monitor.name, {
      // A write that is conditional on what is there must be allowed to read it.
      get: ["joinrows", "joinfilters", "labels", "labelswaiting", "labelfiles"],
      put: ["rows", "labels", "labelswaiting", "labelfiles"],
      list: ["joinrows", "joinfilters", "labels", "labelfiles"],
    }),
    { actions: ["sqs:SendMessage"], resources: [labels.deadLetters.queueArn] },
  ];
}

/** analyze-windows puts an hour's rows together, tries the labels that wait, and counts the quality of what has been joined. */
export function compactionGrants({ monitor, hub, labels }: LabelGrantsProps): Grant[] {
  if (!labels) return [];
  return [
    ...storeGrants(hub, monitor.name, {
      get: ["rows", "joinrows", "joinfilters", "labels", "labelswaiting", "labelfiles", "quality"],
      put: ["joinrows", "joinfilters", "labels", "labelswaiting", "labelfiles", "quality"],
      list: ["rows", "joinrows", "joinfilters", "labels", "labelswaiting", "labelfiles"],
    }),
    { actions: ["sqs:SendMessage", "sqs:GetQueueAttributes"], resources: [labels.queue.queueArn] },
  ];
}

/** reconcile queues label files that have not been joined. */
export function labelMaintenanceGrants({ monitor, hub, captureBucket, labels }: LabelGrantsProps): Grant[] {
  if (!monitor.labels || !labels) return [];
  return [
    ...listCaptures(captureBucket, { prefix: monitor.labels.prefix }),
    ...storeGrants(hub, monitor.name, { get: [], put: [], list: ["labelfiles"] }),
    { actions: ["sqs:SendMessage"], resources: [labels.queue.queueArn] },
  ];
}
