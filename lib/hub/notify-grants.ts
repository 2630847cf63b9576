import { hubTopics } from "../../src/config/index.js";
import { METRIC_NAMESPACE } from "../../src/contracts/metrics.js";
import type { Grant } from "../grant.js";
import type { HubFunctionsProps } from "./hub-functions.js";

/** What notify may do. */
export function notifyGrants(props: HubFunctionsProps): Grant[] {
  return [...subscriptionGrants(props)];
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
