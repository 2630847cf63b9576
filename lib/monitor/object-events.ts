import { type IRuleTarget, Rule } from "aws-cdk-lib/aws-events";
import type { Construct } from "constructs";

export interface ObjectEventsProps {
  readonly description: string;
  readonly bucketName: string;
  /** Objects below a prefix (empty: all), or one object. */
  readonly key: { readonly prefix: string } | { readonly is: string };
  readonly deletions?: boolean;
  /** Gets the whole event. */
  readonly target: IRuleTarget;
}

/**
 * What S3 tells EventBridge of some objects. Several rules may watch one bucket, and the bucket's own notification
 * settings stay as they are.
 */
export function objectEvents(scope: Construct, id: string, props: ObjectEventsProps): Rule {
  const { description, bucketName, key, deletions = false, target } = props;
  const keys = "is" in key ? [key.is] : key.prefix === "" ? null : [{ prefix: key.prefix }];
  return new Rule(scope, id, {
    description,
    eventPattern: {
      source: ["aws.s3"],
      detailType: ["Object Created", ...(deletions ? ["Object Deleted"] : [])],
      detail: { bucket: { name: [bucketName] }, ...(keys && { object: { key: keys } }) },
    },
    targets: [target],
  });
}
