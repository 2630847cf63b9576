import type { Config } from "./types.js";

/** What a topic is for: incidents and the pipeline's own alarms, or the digest. */
export type TopicKind = "page" | "digest";

/** A topic of the hub: those who share a list of addresses share a topic, and each confirms one subscription. */
export interface HubTopic {
  readonly name: string;
  readonly kind: TopicKind;
  /** Null for the hub's own list. */
  readonly monitor: string | null;
  readonly emails: readonly string[];
}

type Telling = Pick<Config, "hub" | "monitors">;

/**
 * One topic for each distinct list of addresses: that of the hub (`<hub>-page`), and one for each list of a monitor that is another
 * (`<hub>-page-<first monitor that has it>`). Named for who has the list and not for what is on it: a list that changes keeps its
 * topic, and those who have confirmed stay confirmed. The hub's topic of pages is always there; one for digests only where
 * somebody gets them.
 */
export function hubTopics(config: Telling): readonly HubTopic[] {
  return [...topicsOfKind("page", config), ...topicsOfKind("digest", config)];
}

/** As many topics as CloudWatch takes for an alarm. */
const MOST_TOLD = 5;

/**
 * The topics of those who are told of the hub itself, its functions and its spend: every topic of pages that has an address, that of the
 * hub first; that of the hub where none has.
 */
export function hubAlertTopics(config: Telling): readonly [HubTopic, ...HubTopic[]] {
  const [own, ...others] = topicsOfKind("page", config) as [HubTopic, ...HubTopic[]];
  const [first, ...more] = [own, ...others].filter(({ emails }) => emails.length > 0).slice(0, MOST_TOLD);
  return first ? [first, ...more] : [own];
}

/** The topic that tells of a monitor; null where nobody gets its digest. */
export function topicOf(kind: TopicKind, monitor: string, config: Telling): HubTopic | null {
  const notify = config.monitors.find(({ name }) => name === monitor)?.notify ?? config.hub.notify;
  const list = listOf(kind, notify);
  return topicsOfKind(kind, config).find(({ emails }) => list !== null && sameList(emails, list)) ?? null;
}

function topicsOfKind(kind: TopicKind, { hub, monitors }: Telling): readonly HubTopic[] {
  const topics: HubTopic[] = [];
  for (const { name: monitor, notify } of [{ name: null, notify: hub.notify }, ...monitors]) {
    const list = listOf(kind, notify);
    if (list === null || topics.some(({ emails }) => sameList(emails, list))) continue;
    const name = monitor === null ? `${hub.name}-${kind}` : `${hub.name}-${kind}-${monitor}`;
    topics.push({ name, kind, monitor, emails: [...new Set(list)] });
  }
  return topics;
}

function listOf(kind: TopicKind, { page, digest }: Config["hub"]["notify"]): readonly string[] | null {
  return kind === "page" ? page : (digest?.to ?? null);
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return JSON.stringify([...new Set(a)].sort()) === JSON.stringify([...new Set(b)].sort());
}
