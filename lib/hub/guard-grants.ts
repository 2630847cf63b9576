import { METRIC_NAMESPACE } from "../../src/contracts/metrics.js";
import type { Grant } from "../grant.js";
import type { HubFunctionsProps } from "./hub-task.js";

/** What guard-spend may do: read what runs have asked for, keep the ledger, and tell. It touches no queue and no function. */
export function guardGrants({ table, ownTopics }: HubFunctionsProps): Grant[] {
  return [
    {
      actions: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"],
      resources: [table.tableArn],
      conditions: { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["HUB#SPEND"] } },
    },
    {
      actions: ["dynamodb:Query"],
      resources: [table.tableArn],
      conditions: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["MONITOR#*#USAGE"] } },
    },
    { actions: ["sns:Publish"], resources: ownTopics.map(({ topicArn }) => topicArn) },
    {
      actions: ["cloudwatch:PutMetricData"],
      resources: ["*"],
      conditions: { StringEquals: { "cloudwatch:namespace": METRIC_NAMESPACE } },
      wildcard: METRICS,
    },
    { actions: ["cloudwatch:GetMetricData"], resources: ["*"], wildcard: METRICS },
  ];
}

const METRICS =
  "CloudWatch metrics have no ARN: writing is held to Plumbline's namespace, reading can't be held at all.";
