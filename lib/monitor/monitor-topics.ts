import { type ITopic, Topic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import type { HubConfig, MonitorConfig } from "../../src/config/index.js";
import { alertTopic } from "../alert-topic.js";
import type { HubHandles } from "../hub/hub-handles.js";

export interface MonitorTopics {
  /** Incidents that page, and the pipeline's own alarms. */
  readonly page: ITopic;
  /** What waits for the digest. */
  readonly digest: ITopic;
}

/** The hub's topics, or the monitor's own where other people are told of it than of the hub's other monitors. */
export function monitorTopics(
  scope: Construct,
  hub: { readonly config: HubConfig; readonly handles: HubHandles },
  { name, notify }: MonitorConfig,
): MonitorTopics {
  const displayName = `Plumbline ${name}`;
  const digest = notify.digest?.to ?? [];
  return {
    page: sameAddresses(notify.page, hub.config.notify.page)
      ? Topic.fromTopicArn(scope, "PageTopic", hub.handles.pageTopicArn)
      : alertTopic(scope, "PageTopic", { displayName, emails: notify.page }),
    digest: sameAddresses(digest, hub.config.notify.digest?.to ?? [])
      ? Topic.fromTopicArn(scope, "DigestTopic", hub.handles.digestTopicArn)
      : alertTopic(scope, "DigestTopic", { displayName, emails: digest }),
  };
}

function sameAddresses(a: readonly string[], b: readonly string[]): boolean {
  return JSON.stringify([...new Set(a)].sort()) === JSON.stringify([...new Set(b)].sort());
}
