import { hubTopics } from "../../src/config/index.js";
import { METRIC_NAMESPACE } from "../../src/contracts/metrics.js";
import type { Grant } from "../grant.js";
import { consume } from "../monitor/work-queue.js";
import type { HubFunctionsProps } from "./hub-task.js";

/** What notify may do: nothing for what is not configured. */
export function notifyGrants(props: HubFunctionsProps): Grant[] {
  return [...subscriptionGrants(props), ...webhookGrants(props), ...digestGrants(props)];
}

/** Who has confirmed is counted where somebody is to be told by e-mail. */
function subscriptionGrants({ config, topics }: HubFunctionsProps): Grant[] {
  const told = hubTopics(config).filter(({ emails }) => emails.length > 0);
  if (told.length === 0) return [];
  return [
    { actions: ["sns:ListSubscriptionsByTopic"], resources: told.map(({ name }) => topics.get(name)!.topicArn) },
    {
      actions: ["cloudwatch:PutMetricData"],
      resources: ["*"],
      conditions: { StringEquals: { "cloudwatch:namespace": METRIC_NAMESPACE } },
      wildcard: "CloudWatch metrics have no ARN: writing is held to Plumbline's namespace.",
    },
  ];
}

/** Notices are posted to the addresses in these secrets, and noted as posted. */
function webhookGrants({ config, notices, table }: HubFunctionsProps): Grant[] {
  if (notices === null) return [];
  const secrets = new Set(config.monitors.flatMap(({ notify }) => notify.webhook ?? []));
  return [
    ...consume(notices),
    { actions: ["secretsmanager:GetSecretValue"], resources: [...secrets] },
    {
      actions: ["dynamodb:GetItem", "dynamodb:PutItem"],
      resources: [table.tableArn],
      conditions: { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["HUB#POSTED"] } },
    },
  ];
}

/** Digests tell of all monitors' states, go through an outbox of their own, and to the topics of those who get them. */
function digestGrants({ config, topics, table }: HubFunctionsProps): Grant[] {
  const digests = hubTopics(config).filter(({ kind }) => kind === "digest");
  if (digests.length === 0) return [];
  const spend = config.hub.spend === null ? [] : ["HUB#SPEND"];
  return [
    { actions: ["sns:Publish"], resources: digests.map(({ name }) => topics.get(name)!.topicArn) },
    {
      actions: ["dynamodb:Query"],
      resources: [table.tableArn],
      conditions: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["MONITOR#*", "HUB#DIGESTS", ...spend] } },
    },
    {
      actions: ["dynamodb:PutItem"],
      resources: [table.tableArn],
      conditions: { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["HUB#DIGESTS"] } },
    },
  ];
}
