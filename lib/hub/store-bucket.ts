import { Duration, type RemovalPolicy } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { IBucket, LifecycleRule } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { privateBucket } from "../private-bucket.js";

/**
 * What the store holds, one prefix each, always followed by the monitor's name. `inventory/` says which captures have
 * been profiled: it is small and must outlive the captures, or they would be taken for new ones; `labelfiles/` says the same
 * of label files. `calibrations/` says what is normal for as long as its baseline judges.
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
  "joinrows",
  "joinfilters",
  "labels",
  "labelswaiting",
  "labelfiles",
  "quality",
] as const;
export type StorePrefix = (typeof STORE_PREFIXES)[number];

const KEPT: readonly StorePrefix[] = ["inventory", "calibrations", "labelfiles"];

/** Rows of single predictions, by hashes of their ids: they live as long as predictions and labels may wait for each other. */
const JOINED: readonly StorePrefix[] = ["rows", "joinrows", "joinfilters", "labels", "labelswaiting"];
/** Captures may bring predictions of two weeks ago. */
const LATE_DAYS = 14;

export interface StoreRetention {
  readonly retentionDays: number;
  /** Longest wait of a prediction for its label. */
  readonly waitDays: number;
}

/** The store of all monitors: profiles, merged hours, verdicts, reports. */
export function storeBucket(
  scope: Construct,
  id: string,
  { retentionDays, waitDays }: StoreRetention,
  removalPolicy: RemovalPolicy,
  encryptionKey: IKey | null,
): IBucket {
  return privateBucket(scope, id, {
    sendsEvents: false,
    removalPolicy,
    encryptionKey,
    lifecycleRules: [
      ...STORE_PREFIXES.filter((prefix) => !KEPT.includes(prefix)).map((prefix): LifecycleRule => {
        const days = JOINED.includes(prefix) ? waitDays + LATE_DAYS : retentionDays;
        return { id: `expire-${prefix}`, prefix: `${prefix}/`, expiration: Duration.days(days) };
      }),
      { id: "abort-unfinished-uploads", abortIncompleteMultipartUploadAfter: Duration.days(7) },
    ],
  });
}
