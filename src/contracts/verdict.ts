import type { FeatureRole } from "./baseline.js";
import type { Rejects } from "./records.js";

/** Hour of event time: floor(epoch milliseconds / 3,600,000). Days are hours whose start is midnight of the window's time zone. */
export type HourIndex = number;

export type Severity = "low" | "medium" | "high" | "critical";

/** How one check of one feature came out in one window. */
export type CheckState = "ok" | "drifting" | "learning" | "insufficient" | "not-applicable";

/** A change in the feature's own units: what is normal and what it is now. */
export interface NativeChange {
  /** `median`, `share of "PT"`, `missing values`, `values never seen before` ... */
  readonly what: string;
  readonly unit: "value" | "share";
  readonly normal: number;
  readonly now: number;
}

/** One statistic of one feature in one window, judged. */
export interface Finding {
  /** Name of the column; of quality checks that of the metric. */
  readonly feature: string;
  readonly role: FeatureRole | "quality";
  /**
   * Name of the check: a metric's name for fixed rules; shift | spread | shape | missing | unseen for the calibrated one, and
   * realised | concept | coverage of the model's quality.
   */
  readonly check: string;
  readonly lens: "hour" | "day" | "trend";
  readonly state: CheckState;
  /** Why, where the state is insufficient or not-applicable. */
  readonly reason?: string;
  /** Value of the statistic, and the limit it is held against. Drifting means value >= limit (or p <= limit). */
  readonly value: number;
  readonly limit: number;
  /** value / limit: comparable over checks; 1 is the alarm line. */
  readonly ratio: number;
  /** Calibrated checks: the signed statistic that `value` is the size of; negative where values fell. */
  readonly z?: number;
  /** Calibrated checks: first hour of the present excursion, which may lie before the hour that crossed the limit. */
  readonly onsetHour?: HourIndex;
  /** Whether the check is quiet enough to count towards closing its incident; by default whether it is not drifting. */
  readonly quiet?: boolean;
  readonly severity: Severity;
  /** Equivalent shift in standard deviations of the reference, the one scale of all checks. */
  readonly effect: number;
  /** Importance x effect, for ranking causes. */
  readonly impact: number;
  /** Records with a value in the window. */
  readonly rows: number;
  readonly change: NativeChange | null;
  /** Drifting calibrated checks with two sides: unchanged windows of as many rows stay within +- this effect 19 times of 20. */
  readonly usual?: number;
  /** Drifting calibrated checks: PSI against the level learned, and what it is on average by chance for these rows. */
  readonly psi?: { readonly value: number; readonly byChance: number };
}

export type VerdictStatus = "ok" | "drifting" | "learning" | "insufficient";

/** How long the answers of a window took, milliseconds. */
export interface WindowLatency {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** Records that said it. */
  readonly rows: number;
}

/** What a window's checks say together. */
export interface Verdict {
  readonly monitor: string;
  readonly hour: HourIndex;
  readonly status: VerdictStatus;
  readonly reasons: readonly string[];
  readonly baselineVersion: string | null;
  readonly records: number;
  readonly rejects: Rejects;
  /** max over findings of value / limit; the published `DriftScore`. Null where nothing could be judged. */
  readonly score: number | null;
  /** Most important first. */
  readonly findings: readonly Finding[];
  /** How often this hour has been judged again because of late data. 0 the first time. */
  readonly restatement: number;
  /** Where captures carry it: told, not judged. Absent where no record of the window did. */
  readonly latency?: WindowLatency;
}

export type IncidentStatus = "open" | "closed" | "persistent";

/** Checks that crossed within 24 hours of each other: opened once, told once, escalated, closed when quiet. */
export interface Incident {
  /** Hash of (monitor, first check, onset hour): a replay gives the same id. */
  readonly id: string;
  readonly monitor: string;
  readonly status: IncidentStatus;
  readonly severity: Severity;
  readonly openedHour: HourIndex;
  readonly closedHour: HourIndex | null;
  /** Set where somebody took its change for the new normal; absent where it went quiet. */
  readonly closedBy?: "accepted" | "relearned";
  /** Last hour in which one of its checks was drifting. */
  readonly lastDriftingHour: HourIndex;
  /** Worst finding of each drifting check so far, most important first. */
  readonly findings: readonly IncidentFinding[];
}

export interface IncidentFinding extends Finding {
  /** First hour of the change: where its excursion began, else the first hour in which the check was drifting. */
  readonly onsetHour: HourIndex;
}

export type TransitionKind = "opened" | "escalated" | "closed" | "persistent";

/** What becomes an e-mail: written by analysis together with the incident, sent from the outbox. */
export interface IncidentTransition {
  readonly kind: TransitionKind;
  readonly hour: HourIndex;
  readonly incident: Incident;
}
