import { CalibrationInputError } from "../calibration-errors.js";
import { localTime, type ZoneOffset } from "../local-time.js";
import type { AtomicWindow } from "../types.js";

/** How many seasonal means a reference of this length can teach. */
export interface SeasonPlan {
  /** 48: hour of day apart for weekdays and weekends; 24: hour of day; 0: none. */
  readonly hourCells: 0 | 24 | 48;
  /** 7 or none. */
  readonly weekdayCells: 0 | 7;
}

/** The reference's windows in the model's own week, as typed columns of length `windows`. */
export interface WindowClock {
  readonly windows: number;
  readonly hours: Float64Array;
  /** Hour of day, plus 24 on weekends. */
  readonly cell: Uint8Array;
  readonly weekday: Uint8Array;
  /** Index of the local day in `days`, and of the local week. */
  readonly dayIndex: Int32Array;
  readonly weekIndex: Int32Array;
  readonly days: number;
  readonly weeks: number;
  /** Weekday of each day, shape [days]. */
  readonly weekdayOfDay: Uint8Array;
}

/** @throws CalibrationInputError when the hours are not strictly ascending whole numbers */
export function windowClock(hours: readonly number[], zone: ZoneOffset): WindowClock {
  const windows = hours.length;
  const clock = {
    windows,
    hours: Float64Array.from(hours),
    cell: new Uint8Array(windows),
    weekday: new Uint8Array(windows),
    dayIndex: new Int32Array(windows),
    weekIndex: new Int32Array(windows),
  };
  const weekdayOfDay: number[] = [];
  let weeks = 0;
  let previousDay = NaN;
  let previousWeek = NaN;
  for (let i = 0; i < windows; i++) {
    const hour = hours[i]!;
    if (!Number.isInteger(hour) || (i > 0 && hour <= hours[i - 1]!)) {
      throw new CalibrationInputError(`reference hour ${i}`, "a whole number above the one before", hour);
    }
    const local = localTime(hour, zone);
    if (local.day !== previousDay) weekdayOfDay.push(local.weekday);
    if (local.week !== previousWeek) weeks++;
    previousDay = local.day;
    previousWeek = local.week;
    clock.cell[i] = local.hourOfDay + (local.weekday >= 5 ? 24 : 0);
    clock.weekday[i] = local.weekday;
    clock.dayIndex[i] = weekdayOfDay.length - 1;
    clock.weekIndex[i] = weeks - 1;
  }
  return { ...clock, days: weekdayOfDay.length, weeks, weekdayOfDay: Uint8Array.from(weekdayOfDay) };
}

/**
 * Days that a reference teaches: local days with rows, but no more than its length; 28 days that start at noon
 * touch 29 dates.
 *
 * @param observed 1 for windows with rows, shape [windows]
 */
export function referenceDays(clock: WindowClock, observed: Uint8Array): number {
  const days = new Set<number>();
  for (let i = 0; i < clock.windows; i++) if (observed[i]) days.add(clock.dayIndex[i]!);
  const span = clock.windows === 0 ? 0 : clock.hours[clock.windows - 1]! - clock.hours[0]! + 1;
  return Math.min(days.size, Math.ceil(span / 24));
}

/** Two weeks teach hours of weekdays and weekends, and weekdays; one week teaches hours; less teaches nothing. */
export function seasonPlan(window: AtomicWindow, days: number): SeasonPlan {
  if (window === "day") return { hourCells: 0, weekdayCells: days >= 14 ? 7 : 0 };
  if (days >= 14) return { hourCells: 48, weekdayCells: 7 };
  return { hourCells: days >= 7 ? 24 : 0, weekdayCells: 0 };
}
