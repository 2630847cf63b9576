import type { Period } from "./types.js";

const DAY_MS = 86_400_000;

/** First and last day of `2026-08-01/2026-10-31` (or of one day, `2026-08-01`) as UTC midnights; null if it isn't one. */
export function parsePeriodDays(text: string): { firstDayMs: number; lastDayMs: number } | null {
  const match = /^(\d{4}-\d{2}-\d{2})(?:\/(\d{4}-\d{2}-\d{2}))?$/.exec(text);
  if (!match?.[1]) return null;
  const firstDayMs = dayMs(match[1]);
  const lastDayMs = dayMs(match[2] ?? match[1]);
  return firstDayMs === null || lastDayMs === null || lastDayMs < firstDayMs ? null : { firstDayMs, lastDayMs };
}

/** Midnight UTC of a calendar day; null for days that no calendar has, such as 2026-02-30. */
function dayMs(text: string): number | null {
  const ms = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== text ? null : ms;
}

/**
 * The instants of a period of whole days in a time zone: from the start of its first day to the start of the day
 * after its last. Days of 23 or 25 hours come out right.
 *
 * @param text a period that `parsePeriodDays` accepts
 */
export function periodIn(text: string, timeZone: string): Period {
  const days = parsePeriodDays(text);
  if (!days) throw new RangeError(`period expects whole days, got ${text}`);
  return {
    text,
    fromMs: startOfDay(days.firstDayMs, timeZone),
    toMs: startOfDay(days.lastDayMs + DAY_MS, timeZone),
  };
}

/** Whether this runtime knows a time zone of this name. */
export function isTimeZone(name: string): boolean {
  // Intl takes offsets such as +01:00 too; they have no daylight saving and EventBridge Scheduler refuses them.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The instant at which a calendar day begins: the first whose local clock has reached its midnight, also where clocks jump over it. */
function startOfDay(utcMidnightMs: number, timeZone: string): number {
  const localMs = localClock(timeZone);
  // No zone is more than 14 hours from UTC. The local clock passes each midnight once, so bisection finds the instant.
  let before = utcMidnightMs - 15 * 3_600_000;
  let reached = utcMidnightMs + 15 * 3_600_000;
  while (reached - before > 1) {
    const middle = Math.floor((before + reached) / 2);
    if (localMs(middle) >= utcMidnightMs) reached = middle;
    else before = middle;
  }
  return reached;
}

/** What a wall clock in the time zone shows at an instant, read as if it were UTC. */
function localClock(timeZone: string): (instantMs: number) => number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  return (instantMs) => {
    const parts = format.formatToParts(instantMs);
    const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((each) => each.type === type)?.value);
    const wholeSecondsMs = Date.UTC(
      part("year"),
      part("month") - 1,
      part("day"),
      part("hour"),
      part("minute"),
      part("second"),
    );
    return wholeSecondsMs + (((instantMs % 1000) + 1000) % 1000);
  };
}
