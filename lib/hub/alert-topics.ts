import { Stack } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { type ITopic, Topic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import { type Config, hubAlertTopics, hubTopics, type TopicKind, topicOf } from "../../src/config/index.js";
import { alertTopic } from "../alert-topic.js";

const IDS: Readonly<Record<TopicKind, string>> = { page: "PageTopic", digest: "DigestTopic" };

/** The topics of a hub by name: one for each distinct list of addresses. */
export function alertTopics(scope: Construct, config: Config, encryptionKey: IKey | null): ReadonlyMap<string, ITopic> {
  const displayName = `Plumbline ${config.hub.name}`;
  return new Map(
    hubTopics(config).map(({ name, kind, monitor, emails }) => {
      const id = monitor === null ? IDS[kind] : `${IDS[kind]}-${monitor}`;
      return [name, alertTopic(scope, id, { topicName: name, displayName, emails, encryptionKey })];
    }),
  );
}

/** What tells of the hub itself: the existing topic of critical incidents, else those of its own that somebody listens to. */
export function topicsOfHub(
  scope: Construct,
  config: Config,
  topics: ReadonlyMap<string, ITopic>,
): readonly [ITopic, ...ITopic[]] {
  const { critical } = config.hub.alertTopics;
  if (critical !== undefined) return [Topic.fromTopicArn(scope, "CriticalTopic", critical)];
  const [first, ...more] = hubAlertTopics(config);
  return [topics.get(first.name)!, ...more.map(({ name }) => topics.get(name)!)];
}

/**
 * The topic that tells of a monitor, for a construct of its stack; null where nobody gets its digest. Found by its name: an export
 * that a stack imports could not be taken away when lists change.
 */
export function topicFor(
  kind: TopicKind,
  monitor: string,
  consumer: Construct,
  hub: { readonly config: Config; readonly topics: ReadonlyMap<string, ITopic> },
): ITopic | null {
  const found = topicOf(kind, monitor, hub.config);
  if (found === null) return null;
  const own = hub.topics.get(found.name)!;
  const stack = Stack.of(consumer);
  if (Stack.of(own) === stack) return own;
  return Topic.fromTopicArn(consumer, IDS[kind], stack.formatArn({ service: "sns", resource: found.name }));
}
