import { TemplateError, UnsupportedError } from "../errors.js";
import { instantOf, wallClock } from "./zoned-time.js";

const DAY_MS = 86_400_000;
const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const WEEKDAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const FARTHEST_DAYS = 10 * 366;

interface Cron {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly daysOfMonth: ReadonlySet<number> | undefined;
  readonly months: ReadonlySet<number>;
  readonly daysOfWeek: ReadonlySet<number> | undefined;
  readonly years: ReadonlySet<number> | undefined;
}

/**
 * The occurrences of `minutes hours day-of-month month day-of-week year` on the clocks of a time zone. A time that
 * clocks skip in spring doesn't occur; one that they show twice in autumn occurs the first time.
 *
 * @returns the next occurrence after an instant; undefined when none comes within ten years
 */
export function cronOccurrences(
  fields: string,
  timeZone: string,
  where: string,
): (afterMs: number) => number | undefined {
  const cron = parseCron(fields, where);
  return (afterMs) => {
    const firstDay = Math.floor(wallClock(afterMs, timeZone) / DAY_MS) * DAY_MS;
    for (let day = 0; day < FARTHEST_DAYS; day++) {
      const date = firstDay + day * DAY_MS;
      const found = dayMatches(cron, new Date(date)) ? firstAfter(cron, date, timeZone, afterMs) : undefined;
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

function firstAfter(cron: Cron, date: number, timeZone: string, afterMs: number): number | undefined {
  for (const hour of cron.hours) {
    for (const minute of cron.minutes) {
      const instant = instantOf(date + hour * 3_600_000 + minute * 60_000, timeZone);
      if (instant !== undefined && instant > afterMs) return instant;
    }
  }
  return undefined;
}

function dayMatches(cron: Cron, date: Date): boolean {
  return (
    cron.months.has(date.getUTCMonth() + 1) &&
    cron.years?.has(date.getUTCFullYear()) !== false &&
    cron.daysOfMonth?.has(date.getUTCDate()) !== false &&
    cron.daysOfWeek?.has(date.getUTCDay() + 1) !== false
  );
}

function parseCron(fields: string, where: string): Cron {
  const parts = fields.trim().split(/\s+/);
  if (parts.length !== 6) throw new TemplateError(where, `cron expects 6 fields, got ${JSON.stringify(fields)}`);
  const [minutes, hours, daysOfMonth, months, daysOfWeek, years] = parts as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  if ((daysOfMonth === "?") === (daysOfWeek === "?")) {
    throw new TemplateError(where, `cron expects ? in day-of-month or in day-of-week, got ${JSON.stringify(fields)}`);
  }
  const set = (text: string, low: number, high: number, names: readonly string[] = []): ReadonlySet<number> =>
    new Set(parseField(text, { low, high, names, where }));
  return {
    minutes: [...set(minutes, 0, 59)].sort((a, b) => a - b),
    hours: [...set(hours, 0, 23)].sort((a, b) => a - b),
    daysOfMonth: daysOfMonth === "?" ? undefined : set(daysOfMonth, 1, 31),
    months: set(months, 1, 12, MONTHS),
    daysOfWeek: daysOfWeek === "?" ? undefined : set(daysOfWeek, 1, 7, WEEKDAYS),
    years: years === "*" ? undefined : set(years, 1970, 2199),
  };
}

interface Field {
  readonly low: number;
  readonly high: number;
  readonly names: readonly string[];
  readonly where: string;
}

/** `*`, `5`, `MON-FRI`, `0/15`, `1-10/3`, and lists of these. */
function parseField(text: string, field: Field): readonly number[] {
  return text.split(",").flatMap((item) => {
    const match = /^(\*|\w+)(?:-(\w+))?(?:\/(\d+))?$/.exec(item);
    if (match === null || /^(L|\d+[LW])$|#/.test(item)) {
      throw new UnsupportedError(`the cron field ${JSON.stringify(item)}`, field.where);
    }
    const [, first = "*", last, step] = match;
    const start = first === "*" ? field.low : valueOf(first, field);
    const open = first === "*" || step !== undefined;
    const end = last !== undefined ? valueOf(last, field) : open ? field.high : start;
    const every = Number(step ?? 1);
    if (every < 1) throw new TemplateError(field.where, `a cron step expects at least 1, got ${item}`);
    return Array.from({ length: Math.floor((end - start) / every) + 1 }, (_, index) => start + index * every);
  });
}

function valueOf(text: string, { low, high, names, where }: Field): number {
  const named = names.indexOf(text.toUpperCase());
  const value = named >= 0 ? low + named : Number(text);
  if (Number.isInteger(value) && value >= low && value <= high) return value;
  throw new TemplateError(where, `a cron field expects ${low} to ${high}, got ${text}`);
}
