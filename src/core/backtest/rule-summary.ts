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
  /** Days, of 30, with such a window: how often somebody who looks sees an alarm. */
  readonly driftingDaysPer30Days: number;
  readonly insufficientWindows: number;
  /** Null where none was sent. */
  readonly firstPageHour: HourIndex | null;
}

const RATE_DAYS = 30;

/**
 * @param days that the log covers, > 0
 * @param dayOf the local day of an hour
 */
export function ruleSummary(
  title: string,
  { rule, episodes, windows }: ReplayOutcome,
  days: number,
  dayOf: (hour: HourIndex) => number,
): RuleSummary {
  const paged = episodes.filter((episode) => episode.paged);
  const drifting = windows.filter(({ status }) => status === "drifting");
  const driftingDays = new Set(drifting.map(({ hour }) => dayOf(hour))).size;
  return {
    rule,
    title,
    incidents: episodes.length,
    pages: paged.length,
    pagesPer30Days: (paged.length * RATE_DAYS) / days,
    driftingWindows: drifting.length,
    // A log that begins within a day touches one calendar day more than it lasts.
    driftingDaysPer30Days: Math.min(RATE_DAYS, (driftingDays * RATE_DAYS) / days),
    insufficientWindows: windows.filter(({ status }) => status === "insufficient").length,
    firstPageHour: paged[0]?.incident.openedHour ?? null,
  };
}
