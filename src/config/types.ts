/** Configuration as the rest of the product sees it: every default filled in, every shorthand spelt out, null for absent. */
import type { CaptureFormatName } from "../contracts/decoding.js";
import type { FeatureKind } from "../contracts/records.js";
import type { Severity } from "../contracts/verdict.js";
import type { ConfigDocument } from "./document.js";

export interface Config {
  readonly hub: HubConfig;
  /** In the order of the file; at least one. */
  readonly monitors: readonly MonitorConfig[];
  /** What was written, with `defaults:` merged into each monitor: plain JSON, the source of the cold-start form. */
  readonly document: ConfigDocument;
}

export interface HubConfig {
  readonly name: string;
  /** False pages of all monitors together in 30 days. */
  readonly falseAlarmsPer30Days: number;
  readonly spend: SpendConfig | null;
  readonly store: { readonly retentionDays: number; readonly kmsKeyArn: string | null };
  /** Null: functions run outside any VPC. */
  readonly network: NetworkConfig | null;
  /** Existing topics; a severity without one gets a topic of the hub. */
  readonly alertTopics: Readonly<Partial<Record<Severity, string>>>;
  readonly notify: NotifyConfig;
}

/** Where the functions run. */
export interface NetworkConfig {
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
}

interface SpendConfig {
  readonly monthlyUsd: number;
  /** Percent of `monthlyUsd`, ascending. */
  readonly notifyAt: readonly number[];
  readonly atCap: "warn" | "slow" | "pause";
  /** Null: those of us-east-1. */
  readonly prices: {
    /** Times us-east-1's. */
    readonly factor: number;
    /** US dollars by the names of the price table. */
    readonly usd: Readonly<Record<string, number>>;
  } | null;
}

export interface MonitorConfig {
  readonly name: string;
  readonly model: ModelConfig;
  readonly captures: CapturesConfig;
  readonly columns: ColumnsConfig;
  readonly features: FeaturesConfig;
  readonly reference: ReferenceConfig;
  readonly window: WindowConfig;
  readonly labels: LabelsConfig | null;
  readonly segments: readonly SegmentConfig[];
  readonly alarms: AlarmsConfig;
  /** True: a dashboard of its own, beside the hub's. */
  readonly dashboard: boolean;
  readonly notify: NotifyConfig;
  readonly retrain: RetrainConfig | null;
}

export type Task = "binary" | "multiclass" | "regression" | "ranking" | "none";

export interface ModelConfig {
  /** Null: inferred from the reference. */
  readonly task: Task | null;
  /** Null: the last of the two classes in the reference. */
  readonly positiveClass: string | null;
  readonly threshold: number;
  /** Empty: those of the reference. */
  readonly classes: readonly string[];
  readonly version: VersionSource | null;
  /** The SageMaker endpoint that serves it. */
  readonly endpoint: EndpointConfig | null;
  readonly spend: ModelSpendConfig | null;
  readonly owner: string | null;
  readonly runbook: string | null;
  readonly description: string | null;
  readonly tags: Readonly<Record<string, string>>;
  readonly card: Readonly<Record<string, unknown>>;
  /** ARNs of the team's SageMaker pipelines, Glue jobs and Step Functions state machines. */
  readonly pipelines: readonly string[];
}

export interface EndpointConfig {
  readonly name: string;
  readonly variant: string;
}

/** What the model's own resources cost. */
export interface ModelSpendConfig {
  readonly tag: CostTag;
  /** Null: no budget. */
  readonly monthlyUsd: number | null;
  /** Percent of `monthlyUsd`, ascending. */
  readonly notifyAt: readonly number[];
}

/** A cost-allocation tag. */
export interface CostTag {
  readonly key: string;
  readonly value: string;
}

/** Where the model's version stands. */
export type VersionSource =
  /** In the capture's key, e.g. `{endpoint}/{variant}`. */
  | { readonly from: "path"; readonly pattern: string }
  /** At this JSON path of one side of the capture. */
  | { readonly from: "input" | "output"; readonly jsonPath: string }
  | { readonly from: "column"; readonly column: string };

export type CaptureFormat = "auto" | CaptureFormatName;

export interface CapturesConfig {
  /** Null: the monitor's own bucket, created with it. */
  readonly bucket: string | null;
  /** Ends with `/`, or is empty for the whole bucket. */
  readonly prefix: string;
  /** True: the bucket is there already and stays as it is. */
  readonly existing: boolean;
  /** Account that owns an existing bucket; null: this one. */
  readonly account: string | null;
  /** Glob patterns of the key below the prefix; empty: all. */
  readonly include: readonly string[];
  /** Glob patterns that leave a key out when one of its path segments, or the key below the prefix, matches. */
  readonly exclude: readonly string[];
  readonly kmsKeyArn: string | null;
  readonly format: CaptureFormat;
  /** Share of requests that is captured, (0, 100]. */
  readonly samplingPercent: number;
  /** `partition`: the objects of one key partition are one unit; new ones replace old ones. */
  readonly replaces: "partition" | null;
  readonly csv: CsvConfig;
}

/** How CSV is written; null: detected. */
interface CsvConfig {
  readonly delimiter: string | null;
  readonly decimal: "." | "," | null;
  readonly hasHeader: boolean | null;
}

export interface ColumnsConfig {
  readonly input: {
    /** S3 URL of a CSV whose first line names headerless input. */
    readonly headerFrom: S3Location | null;
    /** Names of headerless input, written in the file itself; empty: none. */
    readonly header: readonly string[];
    /** Names of that header which the payload lacks, the label for example. */
    readonly drop: readonly string[];
    /** JSON path of the rows in the input body. */
    readonly rows: string | null;
    readonly ignore: readonly string[];
  };
  readonly output: {
    readonly rows: string | null;
    /** Where score, class, probabilities or prediction stand in the output row: position, name or JSON path. */
    readonly columns: Readonly<Partial<Record<OutputName, number | string>>>;
  };
  readonly id: IdSource;
  readonly time: TimeSource;
  /** Column of flat records that holds the prediction. */
  readonly prediction: string | null;
  readonly weight: string | null;
  /** Column that says how long the answer took; no feature. */
  readonly latency: LatencyConfig | null;
  readonly ignore: readonly string[];
}

export interface LatencyConfig {
  readonly column: string;
  readonly unit: "ms" | "s";
}

export type OutputName = "score" | "class" | "probabilities" | "prediction";

/** What tells records apart: the capture's own inference id (else event id), or columns. */
export type IdSource =
  { readonly from: "metadata" } | { readonly from: "columns"; readonly columns: readonly string[] };

/** Where event time comes from. */
export type TimeSource =
  /** SageMaker's `inferenceTime`. */
  | { readonly from: "metadata" }
  | { readonly from: "column"; readonly column: string }
  /** A pattern in the key, e.g. `dt={yyyy-MM-dd}`, in the window's time zone. */
  | { readonly from: "path"; readonly pattern: string }
  /** The object's LastModified: every page then says "arrival time". */
  | { readonly from: "lastModified" };

export interface FeaturesConfig {
  /** Kinds that override the inferred ones. */
  readonly types: Readonly<Record<string, FeatureKind>>;
  readonly ignore: readonly string[];
  /** S3 URL of a table of feature importances. */
  readonly importance: S3Location | null;
  /** Columns of which no value is ever kept by name. */
  readonly sensitive: readonly string[];
}

export interface S3Location {
  readonly bucket: string;
  readonly key: string;
}

export type ReferenceConfig =
  /** Training data: one table. */
  | {
      readonly kind: "table";
      readonly table: S3Location;
      readonly label: string | null;
      readonly forVersion: string | null;
    }
  /** A period of existing captures. */
  | { readonly kind: "captures"; readonly period: Period }
  /** The first days after the first capture. */
  | { readonly kind: "live"; readonly days: number };

/** Whole days of a time zone as instants, epoch milliseconds [fromMs, toMs). */
export interface Period {
  /** As written: `2026-08-01/2026-10-31`, both days inclusive. */
  readonly text: string;
  readonly fromMs: number;
  readonly toMs: number;
}

export interface WindowConfig {
  readonly size: "hour" | "day";
  readonly timeZone: string;
  /** `HH:MM` in the window's time zone by which a day's captures are expected. */
  readonly expectBy: string | null;
  readonly settleMinutes: number;
}

export interface LabelsConfig {
  /** Below the captures' bucket. */
  readonly prefix: string;
  readonly format: "auto" | "sagemaker-ground-truth" | "jsonl" | "csv" | "parquet";
  /** Empty: the id of the captures. */
  readonly id: readonly string[];
  readonly column: string | null;
  /** Column of the time at which the label was given; null: its file's arrival. */
  readonly time: string | null;
  /** Column of the prediction's event time; null: all hours of the wait are searched. */
  readonly predictionTime: string | null;
  /** Label values as they are written to values of the model. */
  readonly values: Readonly<Record<string, string | number>>;
  readonly waitDays: number;
}

interface SegmentConfig {
  readonly column: string;
  /** Ascending; empty: one segment for each value. */
  readonly cuts: readonly number[];
}

export interface AlarmsConfig {
  /** Least severity that pages. */
  readonly page: Severity;
  /** What judges: limits learned from the reference, or fixed thresholds alone. */
  readonly rule: "calibrated" | "fixed";
  readonly timeZone: string;
  readonly exclude: readonly Period[];
  /** This monitor's share of the hub's. */
  readonly falseAlarmsPer30Days: number;
  /** Fixed thresholds by name of a metric of drift or of quality. */
  readonly fixed: Readonly<Record<string, number>>;
  /** Steps from the reference by name of a quality metric. */
  readonly worseBy: Readonly<Record<string, number>>;
}

export interface NotifyConfig {
  readonly page: readonly string[];
  readonly digest: { readonly to: readonly string[]; readonly every: "day" | "week" } | null;
  /** Secrets Manager ARN of the secret that holds the URL. */
  readonly webhook: string | null;
}

export interface RetrainConfig {
  /** ARN of a Step Functions state machine or a SageMaker pipeline. */
  readonly target: string;
  readonly onIncident: Severity | null;
  /** EventBridge Scheduler expression. */
  readonly schedule: string | null;
  readonly minDaysBetween: number;
  readonly approval: boolean;
}
