import type { HourIndex } from "../../../contracts/verdict.js";
import type { ZoneOffset } from "../local-time.js";
import type { AtomicWindow, TailCorrection } from "../types.js";

/** Values of M statistics in one window, e.g. correlations of pairs or an estimated accuracy. */
export interface StatisticWindow {
  readonly hour: HourIndex;
  /** Rows that the values rest on. */
  readonly rows: number;
  /** Shape [M]. */
  readonly values: readonly number[];
}

export interface StatisticOptions {
  /** False alarms per 30 days for all of these statistics together, before the internal aim. */
  readonly budget: number;
  /** Learn hour-of-day and weekday means. Costs 55 numbers a statistic. */
  readonly season: boolean;
  /** Smallest omega: 1 for statistics of variance 1/n under independent rows, 0 where that variance is unknown. */
  readonly omegaFloor: number;
  /** Smallest change worth an alarm, in the statistic's own unit. */
  readonly minimumEffect: number;
  /** Fewest rows that a window is judged on, after division by omega where `omegaFloor` is 1. */
  readonly minimumRows: number;
  /** Default `hour`. */
  readonly window?: AtomicWindow;
  /** Default UTC. */
  readonly zone?: ZoneOffset;
}

/** Plain JSON. */
export interface StatisticCalibration {
  readonly formatVersion: 1;
  readonly window: AtomicWindow;
  readonly referenceWindows: number;
  readonly referenceDays: number;
  readonly minimumEffect: number;
  readonly minimumRows: number;
  /** Row-weighted mean of each statistic, shape [M]. */
  readonly level: readonly number[];
  /** Seasonal means around the level, shape [0 | 24 | 48][M] and [0 | 7][M]. */
  readonly hourCells: readonly number[];
  readonly weekdayCells: readonly number[];
  /** Shape [M] each. `dayWobble` is empty where the atomic window is a day. */
  readonly omega: readonly number[];
  readonly wobble: readonly number[];
  readonly dayWobble: readonly number[];
  readonly tail: TailCorrection;
  readonly dayTail: TailCorrection;
  readonly typicalRows: { readonly atomic: number; readonly day: number };
  readonly limits: { readonly hour: number | null; readonly day: number | null };
}

/** One statistic through one lens. */
export interface StatisticScore {
  /** Index of the statistic. */
  readonly index: number;
  readonly lens: "hour" | "day";
  readonly state: "ok" | "drifting" | "insufficient";
  readonly z: number;
  readonly limit: number;
  /** |z| / limit, held below 1 while the effect is below the gate. */
  readonly ratio: number;
  /** Signed difference from what is normal for these hours, in the statistic's own unit. */
  readonly effect: number;
  readonly rows: number;
}
