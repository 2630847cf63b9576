import { checkEffect, checkRows, checkZ, type FeatureModel, isSufficient } from "../scores/check-score.js";
import { atomicFreedom, type LensFreedom, lensFreedom } from "../scores/z-scores.js";
import type { Calibration, CheckCalibration, JudgeState, TrendState, WindowEvidence } from "../types.js";
import { dayLensMemory } from "../fit/memory.js";
import { advanceSum } from "./trend.js";
import { sumWindows } from "./window-sum.js";

export const NO_TREND: TrendState = {
  up: 0,
  down: 0,
  upSince: null,
  downSince: null,
  effect: 0,
  rows: 0,
  effectiveRows: 0,
};

/** How much a check's mean of a day may vary, and what divides its z: 24 h windows, or the windows themselves. */
export function dayFreedom(calibration: Calibration, check: CheckCalibration): LensFreedom {
  return calibration.window === "day"
    ? atomicFreedom("day", calibration.referenceWindows)
    : lensFreedom(calibration.referenceDays * 24, 24, dayMemory(calibration, check));
}

/** l^2 of a day: the check's own where its days have a long memory, else the calibration's. */
function dayMemory({ memory, referenceDays }: Calibration, { longMemory }: CheckCalibration): number {
  return longMemory === undefined ? memory : dayLensMemory(longMemory.memory, memory, referenceDays);
}

/**
 * Trends after one more local day. A day with too few rows to judge is no observation and changes no sum.
 *
 * @param windows evidence of that day, in order, not empty
 */
export function closeDay(
  calibration: Calibration,
  models: readonly FeatureModel[],
  trends: JudgeState["trends"],
  windows: readonly WindowEvidence[],
): JudgeState["trends"] {
  const firstHour = windows[0]!.hour;
  return calibration.features.map((feature, f) => {
    const model = models[f]!;
    const sum = sumWindows(windows, f, model.bins + 2);
    return feature.checks.map((check, c) => {
      if (check.check === "shape") return null;
      const before = trends[f]?.[c] ?? NO_TREND;
      const rows = checkRows(check.check, sum);
      if (!isSufficient(rows, check.omega, feature.typicalRows.day, model.rules)) return before;
      const freedom = dayFreedom(calibration, check);
      const raw = checkZ(model, check.check, check.omega, check.day ?? check.atomic, sum, freedom);
      const effect = checkEffect(model, check.check, check.omega, sum);
      return advanceTrend(
        before,
        raw / check.trendScale / Math.sqrt(check.longMemory?.memory ?? calibration.memory),
        firstHour,
        { effect, rows, check },
      );
    });
  });
}

function advanceTrend(
  before: TrendState,
  z: number,
  firstHour: number,
  day: { effect: number; rows: number; check: CheckCalibration },
): TrendState {
  const { up, down } = advanceSum(before, z);
  return {
    up,
    down,
    upSince: up > 0 ? (before.upSince ?? firstHour) : null,
    downSince: down > 0 ? (before.downSince ?? firstHour) : null,
    effect: day.effect,
    rows: day.rows,
    effectiveRows: day.rows / day.check.omega,
  };
}
