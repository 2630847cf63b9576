import { correctTail } from "../fit/tail-correction.js";
import { localTime, utc, type ZoneOffset } from "../local-time.js";
import { atomicFreedom, lensFreedom, type LensFreedom, twoSidedZ } from "../scores/z-scores.js";
import type { TailCorrection } from "../types.js";
import type { StatisticCalibration, StatisticScore, StatisticWindow } from "./statistic-types.js";

const DAY_HOURS = 24;
const BELOW_ALARM = 0.99;
/** As for features: windows much smaller than usual hold another mix of rows. */
const MINIMUM_SHARE_OF_TYPICAL = 0.2;

/**
 * Judges the newest window and the 24 hours up to it.
 *
 * @param windows the last windows, oldest first, not empty; those older than 24 hours before the last are ignored
 */
export function judgeStatistics(
  calibration: StatisticCalibration,
  windows: readonly StatisticWindow[],
  zone: ZoneOffset = utc,
): StatisticScore[] {
  const newest = windows.at(-1)!;
  const { limits, typicalRows } = calibration;
  const atomic = {
    windows: [newest],
    typical: typicalRows.atomic,
    wobble: calibration.wobble,
    tail: calibration.tail,
    freedom: atomicFreedom(calibration.window, calibration.referenceWindows),
  };
  if (calibration.window === "day") {
    return limits.day === null ? [] : scoreLens(calibration, { ...atomic, lens: "day", limit: limits.day }, zone);
  }
  const scores: StatisticScore[] = [];
  if (limits.hour !== null)
    scores.push(...scoreLens(calibration, { ...atomic, lens: "hour", limit: limits.hour }, zone));
  if (limits.day !== null) {
    const view: StatisticLens = {
      lens: "day",
      limit: limits.day,
      windows: windows.filter(({ hour }) => hour > newest.hour - DAY_HOURS),
      typical: typicalRows.day,
      wobble: calibration.dayWobble,
      tail: calibration.dayTail,
      freedom: lensFreedom(calibration.referenceDays * DAY_HOURS, DAY_HOURS, 1),
    };
    scores.push(...scoreLens(calibration, view, zone));
  }
  return scores;
}

interface StatisticLens {
  readonly lens: "hour" | "day";
  readonly limit: number;
  readonly windows: readonly StatisticWindow[];
  readonly typical: number;
  readonly wobble: readonly number[];
  readonly tail: TailCorrection;
  readonly freedom: LensFreedom;
}

function scoreLens(calibration: StatisticCalibration, view: StatisticLens, zone: ZoneOffset): StatisticScore[] {
  const rows = view.windows.reduce((sum, window) => sum + window.rows, 0);
  const effects = calibration.level.map(() => 0);
  for (const window of view.windows) {
    const normal = seasonalAt(calibration, window.hour, zone);
    for (let m = 0; m < effects.length; m++) {
      effects[m]! += (window.rows / Math.max(rows, 1)) * (window.values[m]! - calibration.level[m]! - normal(m));
    }
  }
  return effects.map((effect, m) => {
    const omega = calibration.omega[m]!;
    const enough =
      rows / Math.max(1, omega) >= calibration.minimumRows && rows >= MINIMUM_SHARE_OF_TYPICAL * view.typical;
    const base = { index: m, lens: view.lens, limit: view.limit, rows };
    if (!enough || rows === 0) return { ...base, state: "insufficient" as const, z: 0, ratio: 0, effect: 0 };
    const [level, wobble] = [calibration.level[m]!, view.wobble[m]!];
    const z = isRounding(Math.sqrt(omega / rows + wobble), level)
      ? zOfConstant(effect, level)
      : correctTail(twoSidedZ(effect, rows, omega, wobble, view.freedom), view.tail);
    const size = Math.abs(z) / view.limit;
    const ratio = Math.abs(effect) >= calibration.minimumEffect ? size : Math.min(size, BELOW_ALARM);
    return { ...base, state: ratio >= 1 ? ("drifting" as const) : ("ok" as const), z, ratio, effect };
  });
}

/** Beyond every limit. */
const NEVER_SEEN_Z = 40;
/** Differences of equal values are no larger, as a share of them. */
const ROUNDING = 1e-9;

const isRounding = (difference: number, level: number): boolean => difference <= ROUNDING * (1 + Math.abs(level));

/** What the reference had in every window has no variance to be measured by: any change is one that was never seen. */
function zOfConstant(effect: number, level: number): number {
  return isRounding(Math.abs(effect), level) ? 0 : Math.sign(effect) * NEVER_SEEN_Z;
}

function seasonalAt(calibration: StatisticCalibration, hour: number, zone: ZoneOffset): (m: number) => number {
  const { hourCells, weekdayCells, level } = calibration;
  const time = localTime(hour, zone);
  const cells = hourCells.length / level.length;
  const hourAt = (time.hourOfDay + (cells === 48 && time.weekday >= 5 ? 24 : 0)) * level.length;
  const weekdayAt = time.weekday * level.length;
  return (m) => (hourCells[hourAt + m] ?? 0) + (weekdayCells[weekdayAt + m] ?? 0);
}
