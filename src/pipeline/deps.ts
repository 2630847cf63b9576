import type { HubConfig, MonitorConfig } from "../config/index.js";
import type {
  Buckets,
  EventSink,
  Log,
  MailSink,
  MessageQueue,
  MetricSink,
  ObjectStore,
  Retrainer,
  StateTable,
} from "../contracts/ports.js";

import type { BaselineReader } from "./baseline-store.js";
import type { IntakeSwitch } from "../contracts/spend.js";
import type { NormalReader } from "./normal/rule-store.js";
import type { StandingReader } from "./spend/standing.js";

/** What a use case needs to work on captures. */
export interface CaptureDeps {
  readonly monitor: MonitorConfig;
  /** The bucket where captures land, and its name. */
  readonly captures: ObjectStore;
  readonly captureBucket: string;
  /** Buckets that configuration names: the reference table, the file that names headerless columns. */
  readonly buckets: Buckets;
  readonly store: ObjectStore;
  readonly table: StateTable;
  readonly baselines: BaselineReader;
  /** Key of the hashes that stand for rare and unseen categories. */
  readonly hashKey: string;
  /** Where the hub stands with its spend. */
  readonly standing: StandingReader;
  readonly log: Log;
}

/** Profiling also tells the dead-letter queue what can't be read, with the reason. */
export interface ProfileDeps extends CaptureDeps {
  readonly deadLetters: MessageQueue;
}

/** What joins predictions with their labels; a part of what analysis has. */
export interface LabelDeps extends Pick<CaptureDeps, "monitor" | "store" | "table" | "log"> {
  /** Null where no labels are configured. */
  readonly labelQueue: MessageQueue | null;
}

/** Joining reads label files, and tells their dead-letter queue what can't be read. */
export interface JoinDeps extends LabelDeps, Pick<CaptureDeps, "captures" | "captureBucket" | "standing"> {
  readonly deadLetters: MessageQueue;
}

/** Reconciliation puts label files back on their queue. */
export type LabelMaintenanceDeps = LabelDeps & Pick<CaptureDeps, "captures" | "captureBucket">;

/** Reconciliation and baselines put captures back on the queue. */
export interface MaintenanceDeps extends CaptureDeps {
  readonly captureQueue: MessageQueue;
}

export interface AnalysisDeps extends CaptureDeps, LabelDeps {
  readonly hub: HubConfig;
  readonly storeBucket: string;
  readonly tableName: string;
  readonly captureQueue: MessageQueue;
  readonly metrics: MetricSink;
  readonly mails: MailSink;
  readonly events: EventSink;
  readonly retrainer: Retrainer;
  readonly normals: NormalReader;
  /** Holds the monitor's queues while the hub's spend is paused; null where the hub has no cap. */
  readonly intake: IntakeSwitch | null;
  readonly pageTopicArn: string;
  /** The hub's queue of what webhooks are told; null where the monitor has none. */
  readonly notices: MessageQueue | null;
  readonly dashboardUrl: string | null;
  /** Milliseconds that this run may still take. */
  remainingMs(): number;
}
