import type { MonitorConfig } from "../config/index.js";
import type { HourIndex } from "../contracts/verdict.js";
import { DAY_MS, HOUR_MS, hourOf, startMsOf } from "./hour.js";
import { zoneOffsetMs } from "./key-time.js";

/** The span that is judged as one: an hour, or a day of the window's time zone. Named by its first hour. */
export interface WindowSpan {
  readonly first: HourIndex;
  /** Exclusive. */
  readonly end: HourIndex;
}

/** The window that an hour of event time belongs to. */
export function windowOf(hour: HourIndex, window: MonitorConfig["window"]): WindowSpan {
  if (window.size === "hour") return { first: hour, end: hour + 1 };
  const first = startOfDay(startMsOf(hour), window.timeZone);
  // A day of daylight saving's change has 23 or 25 hours: the next day starts where 30 hours later lies.
  const end = startOfDay(first + 30 * HOUR_MS, window.timeZone);
  return { first: hourOf(first), end: hourOf(end) };
}

function startOfDay(instantMs: number, timeZone: string): number {
  const wallMs = instantMs + zoneOffsetMs(instantMs, timeZone);
  const midnightMs = Math.floor(wallMs / DAY_MS) * DAY_MS;
  const guess = midnightMs - zoneOffsetMs(instantMs, timeZone);
  return midnightMs - zoneOffsetMs(guess, timeZone);
}

/** How long a queue may hold back an hour that is otherwise settled. */
const LATEST_MS = 6 * HOUR_MS;
const YOUNG_MESSAGE_SECONDS = 300;

/**
 * True when a window may be judged: `settleMinutes` after its end, once the oldest queued capture is younger than five
 * minutes, and six hours after its end at the latest.
 */
export function isSettled(
  window: WindowSpan,
  settleMinutes: number,
  oldestMessageAgeSeconds: number,
  nowMs: number,
): boolean {
  const endMs = startMsOf(window.end);
  if (nowMs < endMs + settleMinutes * 60_000) return false;
  return oldestMessageAgeSeconds < YOUNG_MESSAGE_SECONDS || nowMs >= endMs + LATEST_MS;
}
