import { type ITopic, Topic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import { type HubConfig, type MonitorConfig, SEVERITIES } from "../../src/config/index.js";
import { topicFor } from "../hub/alert-topics.js";
import type { MonitoringHub } from "../hub/monitoring-hub.js";

/** Whom a monitor tells. */
export interface MonitorTopics {
  /** Incidents that page, unless there is an existing topic for their severity. */
  readonly page: ITopic;
  /** The pipeline's own alarms: they are told like critical incidents. */
  readonly pipeline: ITopic;
  /** The digest; null where nobody gets one. */
  readonly digest: ITopic | null;
}

/** The topics of the hub that tell of a monitor, and the existing ones that configuration names. */
export function monitorTopics(scope: Construct, hub: MonitoringHub, monitor: string): MonitorTopics {
  const page = topicFor("page", monitor, scope, hub) ?? hub.pageTopic;
  const { critical } = hub.config.hub.alertTopics;
  const pipeline = critical === undefined ? page : Topic.fromTopicArn(scope, "CriticalTopic", critical);
  return { page, pipeline, digest: topicFor("digest", monitor, scope, hub) };
}

/** Where mails of a monitor's incidents may go: of each severity that pages, to its existing topic or else to the page topic. */
export function incidentTopicArns(
  { page }: MonitorTopics,
  { alertTopics }: HubConfig,
  { alarms }: MonitorConfig,
): readonly string[] {
  const paging = SEVERITIES.slice(SEVERITIES.indexOf(alarms.page));
  return [...new Set([page.topicArn, ...paging.flatMap((severity) => alertTopics[severity] ?? [])])];
}
