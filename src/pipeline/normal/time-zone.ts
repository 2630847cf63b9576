import type { ZoneOffset } from "../../core/calibration/local-time.js";
import type { HourIndex } from "../../contracts/verdict.js";
import { startMsOf } from "../hour.js";
import { zoneOffsetMs } from "../key-time.js";

/** The clock of a time zone by IANA name. Looks every hour up once: formatting dates is slow. */
export function zoneOf(timeZone: string): ZoneOffset {
  const known = new Map<HourIndex, number>();
  return (hour) => {
    let minutes = known.get(hour);
    if (minutes === undefined) {
      minutes = zoneOffsetMs(startMsOf(hour), timeZone) / 60_000;
      known.set(hour, minutes);
    }
    return minutes;
  };
}
