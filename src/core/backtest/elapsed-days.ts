import type { HourIndex } from "../../contracts/verdict.js";

const DAY_HOURS = 24;

/**
 * Days that a log covers: from the start of its first window to the end of its last one, without whole days in between that
 * hold nothing. A rate per 30 days over a log of working days, or with excluded ones, is then a rate over the days that were
 * looked at.
 *
 * @param hours first hour of each window, ascending
 * @param size of a window; daily ones count as a day each, also where clocks change
 * @returns 0 without windows
 */
export function elapsedDays(hours: readonly HourIndex[], size: "hour" | "day"): number {
  if (size === "day" || hours.length === 0) return hours.length;
  const between = hours.slice(1).reduce((sum, hour, i) => sum + withinDay(hour - hours[i]!), 0);
  return (between + 1) / DAY_HOURS;
}

/** 1 to 24: Friday 17:00 to Monday 9:00 is one night of 16 hours and two days without records. */
const withinDay = (gap: number): number => ((gap - 1) % DAY_HOURS) + 1;
