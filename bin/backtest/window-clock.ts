import type { HourIndex } from "../../src/contracts/verdict.js";
import type { ZoneOffset } from "../../src/core/calibration/local-time.js";
import { hourOf } from "../../src/pipeline/hour.js";
import { zoneOf } from "../../src/pipeline/normal/time-zone.js";
import { windowOf } from "../../src/pipeline/windows.js";

/** Windows as a monitor with this window size and time zone would cut them. */
export interface WindowClock {
  readonly size: "hour" | "day";
  readonly timeZone: string;
  readonly zone: ZoneOffset;
  /** First hour of the window that an instant lies in. */
  windowAt(timeMs: number): HourIndex;
  /** First hour of the window that an hour lies in. */
  windowOfHour(hour: HourIndex): HourIndex;
  /** First hour of the day after the one that an hour lies in. */
  dayAfter(hour: HourIndex): HourIndex;
  /** Calendar day of an hour, counted from 1970-01-01. */
  dayOf(hour: HourIndex): number;
}

const DAY_HOURS = 24;

export function windowClock(size: "hour" | "day", timeZone: string): WindowClock {
  const zone = zoneOf(timeZone);
  const window = { size, timeZone, expectBy: null, settleMinutes: 0 };
  const windowOfHour = size === "hour" ? (hour: HourIndex) => hour : remembered((hour) => windowOf(hour, window).first);
  return {
    size,
    timeZone,
    zone,
    windowAt: (timeMs) => windowOfHour(hourOf(timeMs)),
    windowOfHour,
    dayAfter: (hour) => windowOf(hour, { ...window, size: "day" }).end,
    dayOf: (hour) => Math.floor((hour + zone(hour) / 60) / DAY_HOURS),
  };
}

function remembered(compute: (hour: HourIndex) => number): (hour: HourIndex) => number {
  const known = new Map<HourIndex, number>();
  return (hour) => {
    let value = known.get(hour);
    if (value === undefined) known.set(hour, (value = compute(hour)));
    return value;
  };
}
