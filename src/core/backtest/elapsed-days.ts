import type { HourIndex } from "../../contracts/verdict.js";

const DAY_HOURS = 24;

/**
 * Days that a log covers: from the start of its first window to the end of its last one, where a gap of more than a day counts
 * as one day. A rate per 30 days over a log with holes is then a rate over the time that was looked at.
 *
 * @param hours first hour of each window, ascending
 * @param windowHours length of a window
 * @returns 0 without windows
 */
export function elapsedDays(hours: readonly HourIndex[], windowHours: number): number {
  if (hours.length === 0) return 0;
  const longest = Math.max(DAY_HOURS, windowHours);
  const between = hours.slice(1).reduce((sum, hour, i) => sum + Math.min(longest, hour - hours[i]!), 0);
  return (between + windowHours) / DAY_HOURS;
}
