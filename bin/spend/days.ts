import { UsageError } from "../failure.js";

const DAY_MS = 86_400_000;
const MOST_DAYS = 365;
const DEFAULT_DAYS = 7;

/** Whole days of UTC, as bills have them: [fromMs, toMs). */
export interface DaySpan {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * The days before today.
 *
 * @param text how many, as `--days` gives it
 * @throws UsageError unless it is a whole number from 1 to 365
 */
export function daysBefore(nowMs: number, text = String(DEFAULT_DAYS)): DaySpan {
  const days = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (days < 1 || days > MOST_DAYS) {
    throw new UsageError(`--days expects a whole number from 1 to ${MOST_DAYS}, got ${text}`);
  }
  const toMs = Math.floor(nowMs / DAY_MS) * DAY_MS;
  return { fromMs: toMs - days * DAY_MS, toMs };
}

/** `2026-03-01` */
export const dayOf = (timeMs: number): string => new Date(timeMs).toISOString().slice(0, 10);
