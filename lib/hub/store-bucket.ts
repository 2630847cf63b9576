import { Duration, type RemovalPolicy } from "aws-cdk-lib";
import type { IBucket, LifecycleRule } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { privateBucket } from "../private-bucket.js";

/**
 * What the store holds, one prefix each, always followed by the monitor's name. `inventory/` says which captures have
 * been profiled: it is small and must outlive the captures, or they would be taken for new ones. `calibrations/` says what is
 * normal for as long as its baseline judges.
 */
const STORE_PREFIXES = [
  "profiles",
  "inventory",
  "windows",
  "calibrations",
  "reports",
  "verdicts",
  "rejects",
  "rows",
  "labels",
] as const;
export type StorePrefix = (typeof STORE_PREFIXES)[number];

const KEPT: readonly StorePrefix[] = ["inventory", "calibrations"];

/** The store of all monitors: profiles, merged hours, verdicts, reports. */
export function storeBucket(
  scope: Construct,
  id: string,
  retentionDays: number,
  removalPolicy: RemovalPolicy,
): IBucket {
  return privateBucket(scope, id, {
    sendsEvents: false,
    removalPolicy,
    lifecycleRules: [
      ...STORE_PREFIXES.filter((prefix) => !KEPT.includes(prefix)).map((prefix): LifecycleRule => {
        return { id: `expire-${prefix}`, prefix: `${prefix}/`, expiration: Duration.days(retentionDays) };
      }),
      { id: "abort-unfinished-uploads", abortIncompleteMultipartUploadAfter: Duration.days(7) },
    ],
  });
}
