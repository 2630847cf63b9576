import { type RemovalPolicy, Validations } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CfnBucket,
  type IBucket,
  type LifecycleRule,
} from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";

export interface PrivateBucketProps {
  /** Name of the bucket. @default - one that CloudFormation makes up */
  readonly bucketName?: string;
  /** Whether S3 sends its events to EventBridge. */
  readonly sendsEvents: boolean;
  readonly lifecycleRules?: readonly LifecycleRule[];
  readonly removalPolicy: RemovalPolicy;
  /** @default - S3's own keys */
  readonly encryptionKey?: IKey | null;
}

/** A bucket that is encrypted, closed to the public and reached over TLS only. */
export function privateBucket(scope: Construct, id: string, props: PrivateBucketProps): IBucket {
  const bucket = new Bucket(scope, id, {
    ...(props.bucketName === undefined ? {} : { bucketName: props.bucketName }),
    ...(props.encryptionKey
      ? { encryption: BucketEncryption.KMS, encryptionKey: props.encryptionKey, bucketKeyEnabled: true }
      : { encryption: BucketEncryption.S3_MANAGED }),
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    removalPolicy: props.removalPolicy,
    ...(props.lifecycleRules && { lifecycleRules: [...props.lifecycleRules] }),
  });
  if (props.sendsEvents) {
    // The bucket's own property; `eventBridgeEnabled: true` would deploy a custom resource with a Lambda for it.
    const resource = bucket.node.defaultChild as CfnBucket;
    resource.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
  }
  Validations.of(bucket).acknowledge({
    id: "AwsSolutions-S1",
    reason:
      "Access logs would be a second bucket that grows with every request of ours; CloudTrail data events answer the same question where an audit asks it.",
  });
  // The CDK's own class fails its interface only under exactOptionalPropertyTypes.
  return bucket as IBucket;
}
