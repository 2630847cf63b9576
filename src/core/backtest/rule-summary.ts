import type { HourIndex } from "../../contracts/verdict.js";
import type { ReplayOutcome } from "./rule-replay.js";

/**
 * What sends a page: an incident, once and from a severity on; or, under the rules of tools that know neither, each day with
 * an alarm. (Their hourly runs would tell it every hour; a day is kind to them.)
 */
export type PageUnit = "incident" | "day";

/** What a rule would have cost and found: one line of the comparison. */
export interface RuleSummary {
  readonly rule: string;
  /** For people. */
  readonly title: string;
  readonly pageUnit: PageUnit;
  readonly pages: number;
  readonly pagesPer30Days: number;
  /** Incidents as Plumbline would group the rule's alarms, paging or not. */
  readonly incidents: number;
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
  { title, pageUnit }: { readonly title: string; readonly pageUnit: PageUnit },
  { rule, episodes, windows }: ReplayOutcome,
  days: number,
  dayOf: (hour: HourIndex) => number,
): RuleSummary {
  const per30Days = (count: number): number => (count * RATE_DAYS) / days;
  const drifting = windows.filter(({ status }) => status === "drifting");
  const driftingDays = new Set(drifting.map(({ hour }) => dayOf(hour))).size;
  const paged = episodes.filter((episode) => episode.paged);
  const first = pageUnit === "day" ? drifting[0]?.hour : paged[0]?.incident.openedHour;
  // A log that begins within a day touches one calendar day more than it lasts.
  const driftingDaysPer30Days = Math.min(RATE_DAYS, per30Days(driftingDays));
  return {
    rule,
    title,
    pageUnit,
    pages: pageUnit === "day" ? driftingDays : paged.length,
    pagesPer30Days: pageUnit === "day" ? driftingDaysPer30Days : per30Days(paged.length),
    incidents: episodes.length,
    driftingWindows: drifting.length,
    driftingDaysPer30Days,
    insufficientWindows: windows.filter(({ status }) => status === "insufficient").length,
    firstPageHour: first ?? null,
  };
}
