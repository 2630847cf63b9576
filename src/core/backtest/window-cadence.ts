import type { HourIndex } from "../../contracts/verdict.js";

/** A day's batch may straddle an hour or two; hourly traffic fills more. */
const MOST_BATCH_HOURS = 3;

/**
 * The span that suits a log: a day where records come in a daily batch (in at most three hours of half the days), else an
 * hour.
 *
 * @param hours distinct hours with records, any order
 * @param dayOf the local day of an hour
 */
export function windowCadence(hours: Iterable<HourIndex>, dayOf: (hour: HourIndex) => number): "hour" | "day" {
  const hoursOfDay = new Map<number, number>();
  for (const hour of hours) hoursOfDay.set(dayOf(hour), (hoursOfDay.get(dayOf(hour)) ?? 0) + 1);
  // A single day may be a log of three hours as well as a batch.
  if (hoursOfDay.size < 2) return "hour";
  const counts = [...hoursOfDay.values()].sort((a, b) => a - b);
  return counts[Math.floor((counts.length - 1) / 2)]! <= MOST_BATCH_HOURS ? "day" : "hour";
}
