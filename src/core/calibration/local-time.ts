import type { HourIndex } from "../../contracts/verdict.js";

/** Minutes that local time is ahead of UTC at an absolute hour: -300 for New York in winter. Pure, e.g. from a zone table. */
export type ZoneOffset = (hour: HourIndex) => number;

export const utc: ZoneOffset = () => 0;

/** Where an absolute hour lies in the model's own week. */
export interface LocalTime {
  /** Local calendar day, counted from 1970-01-01. */
  readonly day: number;
  /** 0 to 23. */
  readonly hourOfDay: number;
  /** 0 Monday to 6 Sunday. */
  readonly weekday: number;
  /** Monday-based local week, counted from the week of 1970-01-01. */
  readonly week: number;
}

/** 1970-01-01 was a Thursday: three days after a Monday. */
const WEEKDAY_OF_DAY_ZERO = 3;

const modulo = (value: number, divisor: number): number => ((value % divisor) + divisor) % divisor;

/**
 * Local time of an absolute hour (floor(epoch milliseconds / 3,600,000)). Over a change of daylight saving a local
 * hour occurs twice or not at all; zones with half-hour offsets take the local hour in which the UTC hour starts.
 */
export function localTime(hour: HourIndex, zone: ZoneOffset): LocalTime {
  const localHour = Math.floor(hour + zone(hour) / 60);
  const day = Math.floor(localHour / 24);
  const mondayBased = day + WEEKDAY_OF_DAY_ZERO;
  return {
    day,
    hourOfDay: modulo(localHour, 24),
    weekday: modulo(mondayBased, 7),
    week: Math.floor(mondayBased / 7),
  };
}

/** True when the next hour belongs to another local day: the day can be closed after this hour. */
export function endsLocalDay(hour: HourIndex, zone: ZoneOffset): boolean {
  return localTime(hour + 1, zone).day !== localTime(hour, zone).day;
}
