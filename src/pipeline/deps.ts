import type { HubConfig, MonitorConfig } from "../config/index.js";
import type {
  Buckets,
  EventSink,
  Log,
  MailSink,
  MessageQueue,
  MetricSink,
  ObjectStore,
  StateTable,
} from "../contracts/ports.js";

import type { BaselineReader } from "./baseline-store.js";
import type { NormalReader } from "./normal/rule-store.js";

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
export interface JoinDeps extends LabelDeps, Pick<CaptureDeps, "captures" | "captureBucket"> {
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
  readonly normals: NormalReader;
  readonly pageTopicArn: string;
  readonly dashboardUrl: string | null;
  /** Milliseconds that this run may still take. */
  remainingMs(): number;
}
