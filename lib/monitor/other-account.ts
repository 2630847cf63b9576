import { Stack } from "aws-cdk-lib";
import { CfnEventBusPolicy } from "aws-cdk-lib/aws-events";
import type { Construct } from "constructs";
import { names } from "../names.js";

/**
 * Lets the account that owns the capture bucket put that bucket's events on this account's bus, and nothing else. What the owner has to
 * do, `plumbline bucket-policy` prints.
 */
export function takeEventsOf(scope: Construct, account: string, hub: string, monitor: string): void {
  new CfnEventBusPolicy(scope, "EventsOfBucketOwner", {
    statementId: names.busStatement(hub, monitor),
    statement: {
      Effect: "Allow",
      Principal: { AWS: `arn:${Stack.of(scope).partition}:iam::${account}:root` },
      Action: "events:PutEvents",
      Resource: Stack.of(scope).formatArn({ service: "events", resource: "event-bus", resourceName: "default" }),
      Condition: { StringEquals: { "events:source": "aws.s3" } },
    },
  });
}
