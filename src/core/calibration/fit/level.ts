import { replayResiduals, type Replay } from "./replay.js";
import type { ScoreTable } from "./season.js";
import type { SeasonPlan, WindowClock } from "./window-clock.js";

/**
 * Replay around the windows' own level, for a refit on a level that stays: season and wobble are learned from what is
 * left when the row-weighted mean is taken off, and the season is centred, so that neither can absorb a slow drift.
 */
export function removeLevel(table: ScoreTable, clock: WindowClock, plan: SeasonPlan): Replay {
  const { columns } = table;
  const level = weightedMean(table, table.scores);
  const around = table.scores.map((score, at) => score - level[at % columns]!);
  const replay = replayResiduals({ ...table, scores: around }, clock, plan);
  return { ...replay, season: centred(replay.season, table, clock, plan) };
}

function weightedMean(table: ScoreTable, values: Float64Array): Float64Array {
  const { columns, rows } = table;
  const sums = new Float64Array(columns);
  let total = 0;
  for (let i = 0; i < rows.length; i++) {
    total += rows[i]!;
    for (let k = 0; k < columns; k++) sums[k]! += rows[i]! * values[i * columns + k]!;
  }
  return sums.map((sum) => sum / Math.max(total, 1));
}

/** Shifts the hour cells (or, without any, the weekday cells) so that the season's row-weighted mean is zero. */
function centred(season: Replay["season"], table: ScoreTable, clock: WindowClock, plan: SeasonPlan): Replay["season"] {
  const { columns } = table;
  const values = new Float64Array(table.scores.length);
  for (let i = 0; i < clock.windows; i++) {
    const hourAt = (plan.hourCells === 48 ? clock.cell[i]! : clock.cell[i]! % 24) * columns;
    const weekdayAt = clock.weekday[i]! * columns;
    for (let k = 0; k < columns; k++) {
      const hourly = plan.hourCells > 0 ? season.hourCells[hourAt + k]! : 0;
      const weekly = plan.weekdayCells > 0 ? season.weekdayCells[weekdayAt + k]! : 0;
      values[i * columns + k] = hourly + weekly;
    }
  }
  const mean = weightedMean(table, values);
  const shift = (cells: Float64Array): Float64Array => cells.map((cell, at) => cell - mean[at % columns]!);
  return plan.hourCells > 0
    ? { ...season, hourCells: shift(season.hourCells) }
    : { ...season, weekdayCells: shift(season.weekdayCells) };
}
