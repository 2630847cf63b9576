import { fitSeason, removeSeason, type ScoreTable, type Season } from "./season.js";
import type { SeasonPlan, WindowClock } from "./window-clock.js";

/** The season of the whole reference, and what each week looks like to a season that has not seen it. */
export interface Replay {
  readonly season: Season;
  /** Shape [windows][K]. */
  readonly residuals: Float64Array;
}

/**
 * Leave-one-week-out replay: every week is scored with seasonal means of the other weeks, so that the residuals are as
 * large as those of weeks to come. All variances are estimated from these.
 */
export function replayResiduals(table: ScoreTable, clock: WindowClock, plan: SeasonPlan): Replay {
  const season = fitSeason(table, clock, plan, -1);
  const residuals = new Float64Array(table.scores.length);
  const seasonal = plan.hourCells + plan.weekdayCells > 0;
  if (!seasonal || clock.weeks < 2) {
    removeSeason(table, clock, plan, season, -1, residuals);
    return { season, residuals };
  }
  for (let week = 0; week < clock.weeks; week++) {
    removeSeason(table, clock, plan, fitSeason(table, clock, plan, week), week, residuals);
  }
  return { season, residuals };
}
