import type { SeasonPlan, WindowClock } from "./window-clock.js";

/** Seasonal means of K scores. */
export interface Season {
  /** Shape [plan.hourCells][K]. */
  readonly hourCells: Float64Array;
  /** Shape [plan.weekdayCells][K]. */
  readonly weekdayCells: Float64Array;
}

/** Scores of all windows, shape [windows][K], with their rows. */
export interface ScoreTable {
  readonly scores: Float64Array;
  readonly columns: number;
  /** Rows in bins per window; a window without rows is no observation. */
  readonly rows: ArrayLike<number>;
}

const SMALLEST_VARIANCE = 1e-12;

/**
 * Seasonal means, shrunk to nothing where the reference shows no season: means per hour of day (apart for weekdays and
 * weekends), then weekday means of the daily row-weighted residuals, twice in turn. Each mean is multiplied by
 * a / (a + var), a = max(0, mean over cells of (mean^2 - var)): empirical Bayes by the method of moments.
 * Weekdays act on whole days, so that the correlation of neighbouring hours does not pass for an effect.
 *
 * @param leftOut index of a week to leave out, or -1
 * @see B. Efron, C. Morris (1973), https://doi.org/10.1080/01621459.1973.10481350
 */
export function fitSeason(table: ScoreTable, clock: WindowClock, plan: SeasonPlan, leftOut: number): Season {
  const { columns } = table;
  const season = {
    hourCells: new Float64Array(plan.hourCells * columns),
    weekdayCells: new Float64Array(plan.weekdayCells * columns),
  };
  const used = usedWindows(table, clock, leftOut);
  // The second pass measures variances around the first pass's season; weekday means alone have no use for it.
  const passes = plan.hourCells > 0 ? 2 : 1;
  for (let pass = 0; pass < passes; pass++) {
    if (plan.hourCells > 0) fitHourCells(table, clock, plan, used, season);
    if (plan.weekdayCells > 0) fitWeekdayCells(table, clock, plan, used, season);
  }
  return season;
}

/** Writes scores minus their season into `out`, for the windows of one week or (week -1) all. */
export function removeSeason(
  table: ScoreTable,
  clock: WindowClock,
  plan: SeasonPlan,
  season: Season,
  week: number,
  out: Float64Array,
): void {
  const { columns, scores } = table;
  for (let i = 0; i < clock.windows; i++) {
    if (week >= 0 && clock.weekIndex[i] !== week) continue;
    const hourAt = hourCell(clock, plan, i) * columns;
    const weekdayAt = clock.weekday[i]! * columns;
    for (let k = 0; k < columns; k++) {
      let value = scores[i * columns + k]!;
      if (plan.hourCells > 0) value -= season.hourCells[hourAt + k]!;
      if (plan.weekdayCells > 0) value -= season.weekdayCells[weekdayAt + k]!;
      out[i * columns + k] = value;
    }
  }
}

function hourCell(clock: WindowClock, plan: SeasonPlan, i: number): number {
  return plan.hourCells === 48 ? clock.cell[i]! : clock.cell[i]! % 24;
}

function usedWindows(table: ScoreTable, clock: WindowClock, leftOut: number): Int32Array {
  const used: number[] = [];
  for (let i = 0; i < clock.windows; i++) {
    if (table.rows[i]! > 0 && clock.weekIndex[i] !== leftOut) used.push(i);
  }
  return Int32Array.from(used);
}

/** Residual variance is taken around the season of the pass before (none at first), per score. */
function fitHourCells(
  table: ScoreTable,
  clock: WindowClock,
  plan: SeasonPlan,
  used: Int32Array,
  season: { hourCells: Float64Array; weekdayCells: Float64Array },
): void {
  const { columns, scores } = table;
  const sums = new Float64Array(plan.hourCells * columns);
  const counts = new Float64Array(plan.hourCells);
  const squares = new Float64Array(columns);
  for (const i of used) {
    const cell = hourCell(clock, plan, i);
    const cellAt = cell * columns;
    const weekdayAt = clock.weekday[i]! * columns;
    counts[cell]! += 1;
    for (let k = 0; k < columns; k++) {
      const weekday = plan.weekdayCells > 0 ? season.weekdayCells[weekdayAt + k]! : 0;
      const value = scores[i * columns + k]! - weekday;
      sums[cellAt + k]! += value;
      squares[k]! += (value - season.hourCells[cellAt + k]!) ** 2;
    }
  }
  const variances = squares.map((sum) => sum / Math.max(used.length, 1) + SMALLEST_VARIANCE);
  shrinkMeans(sums, counts, variances, season.hourCells);
}

function fitWeekdayCells(
  table: ScoreTable,
  clock: WindowClock,
  plan: SeasonPlan,
  used: Int32Array,
  season: { hourCells: Float64Array; weekdayCells: Float64Array },
): void {
  const { columns, scores, rows } = table;
  const daily = new Float64Array(clock.days * columns);
  const dayRows = new Float64Array(clock.days);
  for (const i of used) {
    const n = rows[i]!;
    const dayAt = clock.dayIndex[i]! * columns;
    const cellAt = hourCell(clock, plan, i) * columns;
    dayRows[clock.dayIndex[i]!]! += n;
    for (let k = 0; k < columns; k++) {
      const cell = plan.hourCells > 0 ? season.hourCells[cellAt + k]! : 0;
      daily[dayAt + k]! += n * (scores[i * columns + k]! - cell);
    }
  }
  const sums = new Float64Array(7 * columns);
  const counts = new Float64Array(7);
  const squares = new Float64Array(columns);
  let days = 0;
  for (let d = 0; d < clock.days; d++) {
    if (dayRows[d] === 0) continue;
    days++;
    const weekday = clock.weekdayOfDay[d]!;
    counts[weekday]! += 1;
    for (let k = 0; k < columns; k++) {
      const mean = daily[d * columns + k]! / dayRows[d]!;
      sums[weekday * columns + k]! += mean;
      squares[k]! += mean * mean;
    }
  }
  const variances = squares.map((sum) => sum / Math.max(days, 1) + SMALLEST_VARIANCE);
  shrinkMeans(sums, counts, variances, season.weekdayCells);
}

/** Means of groups of observations with a common variance per column, each column shrunk by its own factor. */
function shrinkMeans(sums: Float64Array, counts: Float64Array, variances: Float64Array, out: Float64Array): void {
  const columns = variances.length;
  for (let k = 0; k < columns; k++) {
    let between = 0;
    let groups = 0;
    for (let g = 0; g < counts.length; g++) {
      if (counts[g] === 0) continue;
      groups++;
      between += (sums[g * columns + k]! / counts[g]!) ** 2 - variances[k]! / counts[g]!;
    }
    const spread = Math.max(0, between / Math.max(groups, 1));
    for (let g = 0; g < counts.length; g++) {
      const count = counts[g]!;
      const mean = count === 0 ? 0 : sums[g * columns + k]! / count;
      out[g * columns + k] = count === 0 ? 0 : (spread / (spread + variances[k]! / count)) * mean;
    }
  }
}
