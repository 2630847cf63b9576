const ISO_TIME =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * Epoch milliseconds of an ISO 8601 date or time; UTC where it names no zone, so that no machine's zone matters.
 *
 * @returns NaN when the text is no such time or names a day or hour that doesn't exist
 */
export function parseIsoTime(text: string): number {
  const [, year, month, day, hour = "0", minute = "0", second = "0", fraction = "0", zone = "Z"] =
    ISO_TIME.exec(text) ?? [];
  if (year === undefined) return NaN;
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const date = new Date(midnight);
  const dayExists = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  // 60 is a leap second.
  if (!dayExists || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return NaN;
  const seconds = Number(hour) * 3600 + Number(minute) * 60 + Number(second) - zoneSeconds(zone);
  return midnight + seconds * 1000 + Math.floor(Number(`0.${fraction}`) * 1000);
}

function zoneSeconds(zone: string): number {
  if (zone === "Z" || zone === "z") return 0;
  const sign = zone.startsWith("-") ? -1 : 1;
  return sign * (Number(zone.slice(1, 3)) * 3600 + Number(zone.slice(-2)) * 60);
}
