import { hubTopics } from "../../config/hub-topics.js";
import { HUB_DIMENSION, HUB_METRICS } from "../../contracts/metrics.js";
import type { NotifyDeps } from "./notify-deps.js";

/** Who would not hear of something on a topic. */
export interface PendingSubscriptions {
  readonly topic: string;
  readonly emails: readonly string[];
}

/**
 * Addresses that configuration names and that have not confirmed, by topic, as a metric: one that is not confirmed gets nothing,
 * and SNS says so nowhere. Configuration is what counts, because SNS forgets a subscription that nobody confirms.
 */
export async function publishPendingSubscriptions(
  nowMs: number,
  { config, subscriptions, metrics, topicArn }: Pick<NotifyDeps, "config" | "subscriptions" | "metrics" | "topicArn">,
): Promise<readonly PendingSubscriptions[]> {
  const topics = hubTopics(config).filter(({ emails }) => emails.length > 0);
  if (topics.length === 0) return [];
  const pending: PendingSubscriptions[] = [];
  for (const { name: topic, emails: configured } of topics) {
    const confirmed = await subscriptions.confirmed(topicArn(topic));
    const emails = configured.filter((email) => !confirmed.has(email.toLowerCase()));
    if (emails.length > 0) pending.push({ topic, emails });
  }
  const { name, unit } = HUB_METRICS.subscriptionsPending;
  const value = pending.reduce((sum, { emails }) => sum + emails.length, 0);
  await metrics.publish([{ name, unit, value, timestampMs: nowMs, dimensions: { [HUB_DIMENSION]: config.hub.name } }]);
  return pending;
}
