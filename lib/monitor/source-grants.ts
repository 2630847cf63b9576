import { Aws } from "aws-cdk-lib";
import type { IBucket } from "aws-cdk-lib/aws-s3";
import type { CapturesConfig, MonitorConfig, S3Location } from "../../src/config/index.js";
import type { Grant } from "../grant.js";

/** Captures are read, never written. */
export function readCaptures(bucket: IBucket, { prefix }: Pick<CapturesConfig, "prefix">): Grant[] {
  return [
    {
      actions: ["s3:GetObject"],
      resources: [`${bucket.bucketArn}/${prefix}*`],
      wildcard: "The model names its captures itself; nothing outside the configured prefix is reached.",
    },
    ...listCaptures(bucket, { prefix }),
  ];
}

export function listCaptures(bucket: IBucket, { prefix }: Pick<CapturesConfig, "prefix">): Grant[] {
  return [
    {
      actions: ["s3:ListBucket"],
      resources: [bucket.bucketArn],
      // A whole bucket is listed without a prefix, which a condition on the prefix would refuse.
      ...(prefix !== "" && { conditions: { StringLike: { "s3:prefix": `${prefix}*` } } }),
    },
  ];
}

/** The file that names headerless input columns: reading captures and naming their profiles' version both need it. */
export function readHeader({ columns }: MonitorConfig): Grant[] {
  return columns.input.headerFrom === null ? [] : readObject(columns.input.headerFrom);
}

/** The reference, where it is a table of its own. */
export function readReference({ reference }: MonitorConfig): Grant[] {
  return reference.kind === "table" ? readObject(reference.table) : [];
}

/** How important each feature is: analysis ranks causes and divides the budget of false alarms by it. */
export function readImportance({ features }: MonitorConfig): Grant[] {
  return features.importance === null ? [] : readObject(features.importance);
}

/** One object; S3 tells "missing" from "forbidden" only to those who may list it. */
function readObject({ bucket, key }: S3Location): Grant[] {
  const arn = `arn:${Aws.PARTITION}:s3:::${bucket}`;
  return [
    { actions: ["s3:GetObject"], resources: [`${arn}/${key}`] },
    { actions: ["s3:ListBucket"], resources: [arn], conditions: { StringEquals: { "s3:prefix": key } } },
  ];
}
