import { CalibrationInputError } from "../calibration-errors.js";
import { fitVariance } from "../fit/fit-variance.js";
import { emptyLensTable, type LensTable, rollingLenses, tumblingDays } from "../fit/lens-table.js";
import { winsorised } from "../fit/quantile.js";
import { replayResiduals } from "../fit/replay.js";
import { dayTail, NO_CORRECTION, pooledTail } from "../fit/tail-correction.js";
import { referenceDays, seasonPlan, windowClock } from "../fit/window-clock.js";
import { typicalRows } from "../fit/anchor.js";
import { AIM, LENS_SHARES } from "../limits/budget-shares.js";
import { lensLimit } from "../limits/lens-limit.js";
import { utc } from "../local-time.js";
import { atomicFreedom, lensFreedom, twoSidedZ } from "../scores/z-scores.js";
import type { StatisticCalibration, StatisticOptions, StatisticWindow } from "./statistic-types.js";

const DAY_HOURS = 24;
const PERIOD_HOURS = 720;
const PERIOD_DAYS = 30;
const SMALLEST_REFERENCE = 7;

/**
 * Learns what is normal for any statistics that have one value a window: level, season, omega, wobble, tails, and the
 * limits that spend a budget. The day's value is the row-weighted mean of its hours'.
 *
 * @param series reference windows in order of hours
 * @throws CalibrationInputError when there are fewer than 7 windows with rows, or widths differ
 */
export function calibrateStatistics(
  series: readonly StatisticWindow[],
  options: StatisticOptions,
): StatisticCalibration {
  const window = options.window ?? "hour";
  const observed = series.filter(({ rows }) => rows > 0);
  if (observed.length < SMALLEST_REFERENCE) {
    throw new CalibrationInputError("statistics", `at least ${SMALLEST_REFERENCE} reference windows`, observed.length);
  }
  const clock = windowClock(
    observed.map(({ hour }) => hour),
    options.zone ?? utc,
  );
  const days = window === "day" ? clock.windows : referenceDays(clock, new Uint8Array(clock.windows).fill(1));
  const { table, level } = levelledTable(observed);
  const plan = options.season ? seasonPlan(window, days) : ({ hourCells: 0, weekdayCells: 0 } as const);
  const scores = { scores: table.residuals, columns: table.columns, rows: table.rows };
  const { season, residuals } = replayResiduals(scores, clock, plan);
  const atomic: LensTable = { ...table, residuals };
  const rolling = window === "hour" ? rollingLenses(atomic, clock, DAY_HOURS) : null;
  const fits = level.map((_, m) => fitVariance(squaresOf(atomic, m), atomic.rows, options.omegaFloor));
  const omega = fits.map((fit) => fit.omega);
  const wobble = fits.map((fit) => fit.wobble);
  const dayWobble = rolling === null ? [] : omega.map((value, m) => remainingWobble(rolling, m, value));
  const freedom = atomicFreedom(window, clock.windows);
  const atomicZ = level.map((_, m) => zOf(atomic, m, omega[m]!, wobble[m]!, freedom));
  const dayFreedom = lensFreedom(days * DAY_HOURS, DAY_HOURS, 1);
  const tumbling = rolling === null ? null : tumblingDays(atomic, clock);
  const dayZ = tumbling === null ? [] : level.map((_, m) => zOf(tumbling, m, omega[m]!, dayWobble[m]!, dayFreedom));
  const unpadded = (cells: Float64Array): number[] =>
    Array.from(cells).filter((_, at) => at % table.columns < level.length);
  return {
    formatVersion: 1,
    window,
    referenceWindows: clock.windows,
    referenceDays: days,
    minimumEffect: options.minimumEffect,
    minimumRows: options.minimumRows,
    level,
    hourCells: unpadded(season.hourCells),
    weekdayCells: unpadded(season.weekdayCells),
    omega,
    wobble,
    dayWobble,
    tail: pooledTail(atomicZ, false),
    dayTail: tumbling === null ? NO_CORRECTION : dayTail(dayZ),
    typicalRows: typicalRows(table.rows, clock),
    limits: limitsOf(options.budget, window, level.length),
  };
}

/** Statistics minus their row-weighted mean, padded by the two columns that lens tables keep for missing and unseen. */
function levelledTable(series: readonly StatisticWindow[]): { table: LensTable; level: number[] } {
  const width = series[0]!.values.length;
  const table = emptyLensTable(series.length, width + 2);
  const level = new Array<number>(width).fill(0);
  let total = 0;
  series.forEach(({ rows, values, hour }, i) => {
    if (values.length !== width)
      throw new CalibrationInputError(`statistics of hour ${hour}`, `${width} values`, values.length);
    table.rows[i] = table.missingOf[i] = table.unseenOf[i] = rows;
    total += rows;
    for (let m = 0; m < width; m++) level[m]! += rows * values[m]!;
  });
  for (let m = 0; m < width; m++) level[m]! /= total;
  series.forEach(({ values }, i) => {
    for (let m = 0; m < width; m++) table.residuals[i * table.columns + m] = values[m]! - level[m]!;
  });
  return { table, level };
}

function squaresOf(table: LensTable, m: number): Float64Array {
  return table.rows.map((_, i) => table.residuals[i * table.columns + m]! ** 2);
}

/** As `lensWobble` for features: the mean of winsorised squares beyond omega / n. */
function remainingWobble(rolling: LensTable, m: number, omega: number): number {
  if (rolling.windows === 0) return 0;
  const squares = winsorised(squaresOf(rolling, m));
  const sum = squares.reduce((all, square, i) => all + square - omega / rolling.rows[i]!, 0);
  return Math.max(0, sum / rolling.windows);
}

function zOf(
  table: LensTable,
  m: number,
  omega: number,
  wobble: number,
  freedom: ReturnType<typeof lensFreedom>,
): Float64Array {
  return table.rows.map((rows, i) =>
    rows === 0 ? NaN : twoSidedZ(table.residuals[i * table.columns + m]!, rows, omega, wobble, freedom),
  );
}

/** There is no trend for these: its part of the budget goes to the other lenses. */
function limitsOf(budget: number, window: "hour" | "day", statistics: number): StatisticCalibration["limits"] {
  const checks = { twoSided: statistics, oneSided: 0 };
  if (window === "day") return { hour: null, day: lensLimit(AIM * budget, 1, checks, PERIOD_DAYS) };
  const { atomic, day } = LENS_SHARES.hour;
  const scale = (AIM * budget) / (atomic + day);
  return {
    hour: lensLimit(atomic * scale, 1, checks, PERIOD_HOURS),
    day: lensLimit(day * scale, DAY_HOURS, checks, PERIOD_HOURS),
  };
}
