import type { Rejects } from "../../contracts/records.js";
import type { Severity } from "../../contracts/verdict.js";
import type { UnusualWindow } from "../calibration/types.js";
import type { FeatureSensitivity } from "./feature-sensitivity.js";
import type { ReplayOutcome } from "./rule-replay.js";
import type { RuleSummary } from "./rule-summary.js";

/** What one side of a replay held. */
export interface ReplayedLog {
  readonly files: readonly { readonly name: string; readonly format: string | null }[];
  /** used + rejected + excluded. */
  readonly read: number;
  readonly used: number;
  readonly rejected: number;
  readonly excluded: number;
  readonly rejectedByReason: Rejects["byReason"];
  /** The first of each file and reason. */
  readonly rejectedFirst: readonly {
    readonly file: string;
    readonly line: number;
    readonly reason: string;
    readonly detail: string;
  }[];
  readonly windows: number;
  /** Days that its windows cover. */
  readonly days: number;
  /** Of used records, epoch milliseconds. */
  readonly firstMs: number;
  readonly lastMs: number;
}

/** What may be promised of false alarms, and why not where nothing may. */
export interface ReplayPromise {
  readonly falseAlarmsPer30Days: number;
  readonly promised: boolean;
  /** Null where it is promised. */
  readonly why: string | null;
}

/** A log, replayed. */
export interface BacktestResult {
  readonly monitor: string;
  readonly windowSize: "hour" | "day";
  readonly timeZone: string;
  /** Where event time was found, for people. */
  readonly time: string;
  /** Least severity that pages. */
  readonly page: Severity;
  /** By the rule that was asked for, or the one that stands in for it. */
  readonly outcome: ReplayOutcome;
  readonly summary: RuleSummary;
  readonly promise: ReplayPromise;
  /** Every rule, that one included. */
  readonly rules: readonly RuleSummary[];
  /** Empty where nothing could be calibrated. */
  readonly sensitivity: readonly FeatureSensitivity[];
  /** Windows of the reference that would have alarmed: candidates for exclusion. */
  readonly unusualWindows: readonly UnusualWindow[];
  readonly reference: ReplayedLog;
  readonly production: ReplayedLog;
  /** Columns that are judged. */
  readonly features: readonly string[];
  /** Columns that are not, and why. */
  readonly leftOut: readonly { readonly column: string; readonly reason: string }[];
  /** What a reader should know before believing the figures, most important first. */
  readonly notes: readonly string[];
}
