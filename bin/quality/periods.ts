/** Lengths of a period; all in UTC, weeks from Monday. */
export const PERIODS = ["hour", "day", "week", "month"] as const;
export type PeriodLength = (typeof PERIODS)[number];

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** 1 January 1970 was a Thursday. */
const MONDAY_MS = 4 * DAY_MS;

/** Start of the period that a time lies in, epoch milliseconds. */
export function periodStart(timeMs: number, length: PeriodLength): number {
  if (length === "hour") return Math.floor(timeMs / HOUR_MS) * HOUR_MS;
  if (length === "day") return Math.floor(timeMs / DAY_MS) * DAY_MS;
  if (length === "week") return Math.floor((timeMs - MONDAY_MS) / (7 * DAY_MS)) * 7 * DAY_MS + MONDAY_MS;
  const date = new Date(timeMs);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
}

/** `2026-01-05T03:00Z`, `2026-01-05` or `2026-01`. */
export function periodName(startMs: number, length: PeriodLength): string {
  const text = new Date(startMs).toISOString();
  if (length === "hour") return `${text.slice(0, 16)}Z`;
  return text.slice(0, length === "month" ? 7 : 10);
}
