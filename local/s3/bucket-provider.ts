import type { Account } from "../account.js";
import type { ResourceProvider } from "../contracts.js";
import { physicalName } from "../deploy/physical-name.js";
import { flag, object, propertiesOf, requiredText, text } from "../deploy/properties.js";
import type { ResourcePolicies } from "../iam/resource-policies.js";
import type { Buckets } from "./buckets.js";

/** AWS::S3::Bucket: the folder, and whether it tells EventBridge. Protection, versions and lifecycles are not played. */
export function bucketProvider(buckets: Buckets, account: Account): ResourceProvider {
  return {
    types: ["AWS::S3::Bucket"],
    deploy: (resource) => {
      const properties = propertiesOf(resource, {
        simulated: ["BucketName", "NotificationConfiguration"],
        inert: [
          "BucketEncryption",
          "IntelligentTieringConfigurations",
          "LifecycleConfiguration",
          "LoggingConfiguration",
          "MetricsConfigurations",
          "OwnershipControls",
          "PublicAccessBlockConfiguration",
          "VersioningConfiguration",
        ],
      });
      const name = text(properties, "BucketName") ?? physicalName(resource, 63).toLowerCase();
      const notifications = object(properties, "NotificationConfiguration", {
        simulated: ["EventBridgeConfiguration"],
      });
      const eventBridge =
        notifications && object(notifications, "EventBridgeConfiguration", { simulated: ["EventBridgeEnabled"] });
      // CloudFormation's default: naming the configuration at all turns it on.
      buckets.create(name, eventBridge !== undefined && flag(eventBridge, "EventBridgeEnabled", true));
      return {
        ref: name,
        attributes: {
          Arn: `arn:aws:s3:::${name}`,
          DomainName: `${name}.s3.amazonaws.com`,
          RegionalDomainName: `${name}.s3.${account.region}.amazonaws.com`,
        },
      };
    },
  };
}

/** AWS::S3::BucketPolicy: who besides roles may reach a bucket, and what it denies to all. */
export function bucketPolicyProvider(policies: ResourcePolicies): ResourceProvider {
  return {
    types: ["AWS::S3::BucketPolicy"],
    deploy: (resource) => {
      const properties = propertiesOf(resource, { simulated: ["Bucket", "PolicyDocument"] });
      const arn = `arn:aws:s3:::${requiredText(properties, "Bucket")}`;
      policies.replace(arn, properties.values["PolicyDocument"], properties.path);
      return { ref: resource.logicalId };
    },
  };
}
