import type { Incident, Severity } from "../../../contracts/verdict.js";

/** What a digest tells of one monitor. */
export interface MonitorDigest {
  readonly monitor: string;
  readonly owner: string | null;
  /** Least severity that pages; what is below is told here only. */
  readonly page: Severity;
  /** Open at the period's end. */
  readonly open: readonly Incident[];
  /** Closed in the period. */
  readonly closed: readonly Incident[];
  /** Taken for the new normal, and not accepted yet. */
  readonly persistent: readonly Incident[];
  /** Of all these, those that opened in the period. */
  readonly opened: ReadonlySet<string>;
  /** What people have said that keeps something quiet, or that they said in the period; a sentence each without its full stop. */
  readonly answers: readonly string[];
  /** Mails that answers kept back in the period. */
  readonly heldBack: number;
  readonly windows: WindowCounts;
  /** Null where no labels are configured. */
  readonly labels: { readonly predictions: number; readonly labelled: number } | null;
  readonly pages: PageCounts;
  /** Work of this month so far, US dollars; null where nothing is stored. */
  readonly meteredUsd: number | null;
}

/** Windows judged in the period, by how they came out. */
export interface WindowCounts {
  readonly judged: number;
  readonly ok: number;
  readonly drifting: number;
  readonly learning: number;
  readonly insufficient: number;
}

export interface PageCounts {
  /** Incidents that have paged in the last 30 days. */
  readonly incidents: number;
  /** How many of these may be false. */
  readonly budget: number;
}

/** The hub's month so far, US dollars. */
export interface DigestSpend {
  readonly spentUsd: number;
  readonly forecastUsd: number;
  readonly capUsd: number;
  readonly state: string;
}

/** What goes to one list of addresses. */
export interface DigestFacts {
  readonly hub: string;
  readonly every: "day" | "week";
  /** Epoch milliseconds, [from, to). */
  readonly fromMs: number;
  readonly toMs: number;
  readonly monitors: readonly MonitorDigest[];
  /** Null where the hub has no cap. */
  readonly spend: DigestSpend | null;
  readonly dashboardUrl: string | null;
}
