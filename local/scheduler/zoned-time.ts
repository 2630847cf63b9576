const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone);
  if (formatter === undefined) {
    const number = "numeric" as const;
    const fields = { year: number, month: number, day: number, hour: number, minute: number, second: number };
    formatter = new Intl.DateTimeFormat("en-US", { timeZone, hourCycle: "h23", era: "short", ...fields });
    formatters.set(timeZone, formatter);
  }
  return formatter;
}

/**
 * What the clocks of a time zone show at an instant, as the milliseconds at which clocks in UTC show the same.
 *
 * @throws RangeError for a time zone that isn't known
 */
export function wallClock(instantMs: number, timeZone: string): number {
  const part = new Map(
    formatterOf(timeZone)
      .formatToParts(instantMs)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const [year, month, day] = [part.get("year")!, part.get("month")! - 1, part.get("day")!];
  return Date.UTC(year, month, day, part.get("hour"), part.get("minute"), part.get("second"));
}

/**
 * The first instant at which the clocks of a time zone show a time.
 *
 * @returns undefined for a time that clocks skip in spring
 */
export function instantOf(wallMs: number, timeZone: string): number | undefined {
  // No zone is further than 14 hours from UTC, and none changes its offset twice within two days.
  const offsets = [-86_400_000, 86_400_000].map((shift) => {
    const instant = wallMs + shift;
    return wallClock(instant, timeZone) - instant;
  });
  const instants = offsets.map((offset) => wallMs - offset).sort((a, b) => a - b);
  return instants.find((instant) => wallClock(instant, timeZone) === wallMs);
}
