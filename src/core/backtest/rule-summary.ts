import type { HourIndex } from "../../contracts/verdict.js";
import type { ReplayOutcome } from "./rule-replay.js";

/** What a rule would have cost and found: one line of the comparison. */
export interface RuleSummary {
  readonly rule: string;
  /** For people. */
  readonly title: string;
  /** Incidents, paging or not. */
  readonly incidents: number;
  readonly pages: number;
  readonly pagesPer30Days: number;
  /** Windows in which some check was beyond its limit. */
  readonly driftingWindows: number;
  readonly insufficientWindows: number;
  /** Null where none was sent. */
  readonly firstPageHour: HourIndex | null;
}

const RATE_DAYS = 30;

/** @param days that the log covers, > 0 */
export function ruleSummary(title: string, { rule, episodes, windows }: ReplayOutcome, days: number): RuleSummary {
  const paged = episodes.filter((episode) => episode.paged);
  const statuses = (status: string): number => windows.filter((window) => window.status === status).length;
  return {
    rule,
    title,
    incidents: episodes.length,
    pages: paged.length,
    pagesPer30Days: (paged.length * RATE_DAYS) / days,
    driftingWindows: statuses("drifting"),
    insufficientWindows: statuses("insufficient"),
    firstPageHour: paged[0]?.incident.openedHour ?? null,
  };
}
