import { Stack } from "aws-cdk-lib";
import { Bucket, type IBucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import type { MonitorConfig } from "../../src/config/index.js";
import type { MonitoringHub } from "../hub/monitoring-hub.js";
import { privateBucket } from "../private-bucket.js";

/**
 * The bucket where a monitor's captures land: one that is there already, a named one created with the hub (monitors
 * may share it), or one of the monitor's own.
 */
export function captureBucket(scope: Construct, hub: MonitoringHub, { captures }: MonitorConfig): IBucket {
  if (captures.bucket === null) {
    return privateBucket(scope, "Captures", { sendsEvents: true, removalPolicy: hub.removalPolicy });
  }
  if (captures.existing) return Bucket.fromBucketName(scope, "Captures", captures.bucket);
  const created = hub.captureBucket(captures.bucket);
  if (Stack.of(scope) === Stack.of(hub)) return created;
  // By its name, which is known: an export would tie the hub to its monitors.
  return Bucket.fromBucketName(scope, "Captures", captures.bucket);
}
