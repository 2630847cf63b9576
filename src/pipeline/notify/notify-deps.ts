import type { Config } from "../../config/index.js";
import type {
  Log,
  MailSink,
  MetricSink,
  Secrets,
  StateTable,
  TopicSubscriptions,
  WebPoster,
} from "../../contracts/ports.js";

/** What the hub's function that tells people needs. */
export interface NotifyDeps {
  /** The hub and all its monitors. */
  readonly config: Config;
  readonly table: StateTable;
  readonly mails: MailSink;
  readonly metrics: MetricSink;
  readonly secrets: Secrets;
  readonly poster: WebPoster;
  readonly subscriptions: TopicSubscriptions;
  readonly log: Log;
  readonly dashboardUrl: string | null;
  /** Of a topic of the hub by its name. */
  topicArn(name: string): string;
}
