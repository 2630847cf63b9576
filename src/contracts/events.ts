import type { AnswerKind } from "./answers.js";
import type { RetrainingState } from "./retraining.js";
import type { NativeChange, Severity, TransitionKind, VerdictStatus } from "./verdict.js";

/**
 * What monitors say on the account's default event bus. Fields are added, never changed or taken away, while the version
 * stays; docs/events.md shows patterns to match.
 */
export const EVENT_SOURCE = "plumbline";
export const EVENT_VERSION = 1;

/** Marks what a monitor's rule makes of a state change of the team's own pipelines, among what its function may be told. */
export const EXECUTION_KIND = "pipeline-execution";

export const BASELINE_WANTED = "Plumbline Baseline Wanted";

/** What every detail holds. */
interface Detail {
  readonly version: typeof EVENT_VERSION;
  /** Events come at least once: the same id is the same event. */
  readonly id: string;
  readonly monitor: string;
}

/** An incident has opened, become worse, closed or stayed. Muted ones too: `heldBack` says so. */
export interface IncidentEventDetail extends Detail {
  readonly transition: TransitionKind;
  /** Incident id, the same in mails and reports: a token of its own for what it starts. */
  readonly incident: string;
  readonly status: "open" | "closed" | "persistent";
  readonly severity: Severity;
  /** Least severity that pages, and whether this one does. */
  readonly pages: boolean;
  /** The answer that keeps its mail from being sent; absent where none does. */
  readonly heldBack?: { readonly kind: AnswerKind; readonly by: string };
  /** Set on closing where the change was taken for the new normal. */
  readonly closedBy?: "accepted" | "relearned";
  /** ISO 8601, UTC: start of the first window, of the window that this is about, and of the last that drifted. */
  readonly openedAt: string;
  readonly windowStart: string;
  readonly lastDriftingAt: string;
  /** `data` or `quality`. */
  readonly about: "data" | "quality";
  /** Most important first, at most 20. */
  readonly findings: readonly EventFinding[];
  readonly findingCount: number;
  readonly owner: string | null;
  readonly runbook: string | null;
}

export interface EventFinding {
  readonly feature: string;
  readonly role: "feature" | "prediction" | "quality";
  readonly check: string;
  readonly severity: Severity;
  /** Standard deviations of the reference. */
  readonly effect: number;
  readonly onsetAt: string;
  readonly change: NativeChange | null;
}

/** A baseline has become active, and its rule can judge. */
export interface BaselineEventDetail extends Detail {
  readonly baselineVersion: string;
  readonly activatedAt: string;
  /** What it was learned from, for people. */
  readonly reference: string;
  readonly records: number;
  readonly features: number;
}

/** A window has been judged, for the first time or again because late data came. */
export interface VerdictEventDetail extends Detail {
  readonly windowStart: string;
  /** 0 the first time. */
  readonly restatement: number;
  readonly status: VerdictStatus;
  readonly reasons: readonly string[];
  /** max over checks of value / limit; null where nothing could be judged. */
  readonly score: number | null;
  readonly records: number;
  readonly rejected: number;
  readonly baselineVersion: string | null;
  /** At most 50. */
  readonly driftingFeatures: readonly string[];
  readonly driftingFeatureCount: number;
  /** Where the whole verdict lies. */
  readonly verdictUrl: string;
  readonly reportUrl: string;
}

/** A monitor asks for its baseline to be built: the rule that hears it starts the function that builds. */
export interface BaselineWantedEventDetail extends Detail {
  readonly hub: string;
  readonly reason: string;
}

/** A retraining has been decided on. */
export interface RetrainingEventDetail extends Detail {
  /** Incident id, or `scheduled-` and the time. */
  readonly token: string;
  readonly cause: "incident" | "schedule";
  readonly state: RetrainingState;
  /** ARN of what was started; null where nothing was. */
  readonly execution: string | null;
}

export type ProductEvent =
  | { readonly type: "Plumbline Incident"; readonly detail: IncidentEventDetail }
  | { readonly type: "Plumbline Baseline Ready"; readonly detail: BaselineEventDetail }
  | { readonly type: "Plumbline Window Verdict"; readonly detail: VerdictEventDetail }
  | { readonly type: "Plumbline Retraining"; readonly detail: RetrainingEventDetail }
  | { readonly type: typeof BASELINE_WANTED; readonly detail: BaselineWantedEventDetail };
