import type { MonitorConfig } from "../../src/config/index.js";

/** Where the monitor is deployed. */
export interface Place {
  readonly partition: string;
  readonly account: string;
  readonly region: string;
  readonly hub: string;
}

/** What the owner of a capture bucket in another account has to put in place, as JSON for the AWS command line. */
export interface OwnerPolicies {
  readonly bucket: string;
  /** Statements for the bucket's policy. */
  readonly bucketStatements: readonly object[];
  /** Statement for the policy of the key that encrypts the captures; null where none is configured. */
  readonly keyStatement: object | null;
  /** Rule of the owner's default bus, and the bus that it sends to. */
  readonly eventPattern: object;
  readonly eventBus: string;
}

/**
 * The functions' roles have names that CloudFormation makes up, below their stack's: the account is let in, on condition that the
 * caller is one of them. Reading takes the role's own permission as well, which the monitor's stack gives.
 */
export function ownerPolicies({ name, captures, labels }: MonitorConfig, bucket: string, place: Place): OwnerPolicies {
  const { partition, account, region, hub } = place;
  const caller = {
    Principal: { AWS: `arn:${partition}:iam::${account}:root` },
    Condition: { ArnLike: { "aws:PrincipalArn": `arn:${partition}:iam::${account}:role/${hub}-monitor-${name}-*` } },
  };
  const arn = `arn:${partition}:s3:::${bucket}`;
  const prefixes = [captures.prefix, ...(labels ? [labels.prefix] : [])];
  return {
    bucket,
    bucketStatements: [
      {
        Sid: "PlumblineReads",
        Effect: "Allow",
        ...caller,
        Action: "s3:GetObject",
        Resource: prefixes.map((it) => `${arn}/${it}*`),
      },
      { Sid: "PlumblineLists", Effect: "Allow", ...caller, Action: "s3:ListBucket", Resource: arn },
    ],
    keyStatement:
      captures.kmsKeyArn === null
        ? null
        : {
            Sid: "PlumblineDecrypts",
            Effect: "Allow",
            Principal: caller.Principal,
            Action: "kms:Decrypt",
            Resource: "*",
            Condition: { ...caller.Condition, StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` } },
          },
    eventPattern: {
      source: ["aws.s3"],
      "detail-type": ["Object Created", "Object Deleted"],
      detail: { bucket: { name: [bucket] } },
    },
    eventBus: `arn:${partition}:events:${region}:${account}:event-bus/default`,
  };
}
