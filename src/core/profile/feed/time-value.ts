const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|z|UTC|[+-]\d{2}(?::?\d{2})?)?)?$/;
const DECIMAL = /^-?\d+(?:\.\d+)?$/;

/** Epoch times are told apart by size: each limit is a time after the year 5000 in its unit. */
const SECONDS_BELOW = 1e11;
const MILLISECONDS_BELOW = 1e14;
const MICROSECONDS_BELOW = 1e17;

/**
 * Epoch milliseconds of a number that counts seconds, milliseconds, microseconds or nanoseconds since 1970, told
 * apart by its size (below 1e11, 1e14, 1e17, above); NaN where it is no finite number.
 */
export function timeOfNumber(value: number): number {
  const size = Math.abs(value);
  if (size < SECONDS_BELOW) return value * 1e3;
  if (size < MILLISECONDS_BELOW) return value;
  if (size < MICROSECONDS_BELOW) return value / 1e3;
  return Number.isFinite(value) ? value / 1e6 : NaN;
}

/**
 * Epoch milliseconds of a text: ISO 8601 (`2026-08-01`, `2026-08-01T09:30:00.5Z`, `2026-08-01 09:30+02:00`; UTC where
 * it names no offset) or the digits of an epoch time. NaN for anything else, also for dates that don't exist.
 */
export function timeOfText(text: string): number {
  const trimmed = text.trim();
  const match = ISO.exec(trimmed);
  if (!match) return DECIMAL.test(trimmed) ? timeOfNumber(Number(trimmed)) : NaN;
  const [year, month, day, hour, minute, second] = match
    .slice(1, 7)
    .map((part: string | undefined) => Number(part ?? 0));
  // Date.UTC takes years below 100 for years of the 20th century.
  if (year! < 100 || hour! > 23 || minute! > 59 || second! > 60) return NaN;
  const dayMs = Date.UTC(year!, month! - 1, day);
  // Date.UTC turns 31 April into 1 May; such a text is a fault, not a time.
  if (new Date(dayMs).getUTCDate() !== day || new Date(dayMs).getUTCMonth() !== month! - 1) return NaN;
  const fractionMs = match[7] === undefined ? 0 : Math.floor(Number(`0.${match[7]}`) * 1e3);
  const clockMs = ((hour! * 60 + minute!) * 60 + second!) * 1e3 + fractionMs;
  return dayMs + clockMs - offsetMs(match[8]);
}

function offsetMs(zone: string | undefined): number {
  if (zone === undefined || !/^[+-]/.test(zone)) return 0;
  const digits = zone.slice(1).replace(":", "");
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2, 4) || 0);
  return (zone.startsWith("-") ? -minutes : minutes) * 60_000;
}
