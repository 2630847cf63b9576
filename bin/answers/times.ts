import { UsageError } from "../failure.js";

const UNITS: Readonly<Record<string, number>> = { h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 };

/**
 * An instant as people write it: `8h`, `3d`, `2w` from now; `2026-03-01` (midnight UTC), `2026-03-01T08` or
 * `2026-03-01T08:30`, in UTC unless a zone follows.
 *
 * @param sign 1 for spans ahead of now, -1 for those before
 * @throws UsageError for anything else, days that no calendar has included
 */
export function timeOf(option: string, text: string, nowMs: number, sign: 1 | -1 = 1): number {
  const span = /^(\d{1,4})([hdw])$/.exec(text);
  if (span) return nowMs + sign * Number(span[1]) * UNITS[span[2]!]!;
  const match = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2})(?::(\d{2}))?(?::00)?(Z|[+-]\d{2}:\d{2})?)?$/.exec(text);
  if (match) {
    const [, day = "", hour = "00", minute = "00", zone = "Z"] = match;
    const midnight = Date.parse(`${day}T00:00:00Z`);
    const timeMs = Date.parse(`${day}T${hour}:${minute}:00${zone}`);
    const isDay = !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(day);
    if (isDay && !Number.isNaN(timeMs)) return timeMs;
  }
  throw new UsageError(`${option} expects a span such as 8h or 3d, or a time such as 2026-03-01T08:00, got ${text}`);
}
