/** Calendar months of UTC: AWS bills by them. */

const HOUR_MS = 3_600_000;
/** Captures and labels wait while spend is paused, which ends with its month. */
export const LONGEST_PAUSE_DAYS = 31;

/** `2026-11` */
export const monthOf = (timeMs: number): string => new Date(timeMs).toISOString().slice(0, 7);

/** First instant of the month that holds a time, and of the next one. */
export function monthSpan(timeMs: number): { readonly startMs: number; readonly endMs: number } {
  const date = new Date(timeMs);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  return { startMs: Date.UTC(year, month), endMs: Date.UTC(year, month + 1) };
}

/** Share of its month that has passed, [0, 1). */
export function elapsedShare(timeMs: number): number {
  const { startMs, endMs } = monthSpan(timeMs);
  return (timeMs - startMs) / (endMs - startMs);
}

export const hoursLeft = (timeMs: number): number => (monthSpan(timeMs).endMs - timeMs) / HOUR_MS;
