import { TemplateError } from "../errors.js";
import { cronOccurrences } from "./cron.js";
import { instantOf } from "./zoned-time.js";

const UNIT_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * Occurrences of `rate(5 minutes)`, `cron(0 6 * * ? *)` or `at(2026-01-31T06:00:00)`.
 *
 * @param createdMs from when a rate counts
 * @param where names the resource in errors
 * @returns the first occurrence after an instant; undefined when there is none
 */
export function occurrences(
  expression: string,
  timeZone: string,
  createdMs: number,
  where: string,
): (afterMs: number) => number | undefined {
  const [, kind, argument = ""] = /^(rate|cron|at)\((.*)\)$/.exec(expression.trim()) ?? [];
  if (kind === "cron") return cronOccurrences(argument, timeZone, where);
  if (kind === "rate") {
    const [, count, unit] = /^(\d+) (minute|hour|day)s?$/.exec(argument) ?? [];
    const periodMs = Number(count) * (UNIT_MS[unit ?? ""] ?? NaN);
    if (periodMs > 0) return (afterMs) => createdMs + (Math.floor((afterMs - createdMs) / periodMs) + 1) * periodMs;
  }
  if (kind === "at" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(argument)) {
    const instant = instantOf(Date.parse(`${argument}Z`), timeZone);
    return (afterMs) => (instant !== undefined && instant > afterMs ? instant : undefined);
  }
  throw new TemplateError(where, `a schedule expects rate(...), cron(...) or at(...), got ${expression}`);
}
