import type { HourIndex } from "../../contracts/verdict.js";
import { CalibrationInputError } from "./calibration-errors.js";
import { anchorRates, checkCounts, mergeCounts } from "./fit/anchor.js";
import { endsLocalDay, localTime, type LocalTime, utc, type ZoneOffset } from "./local-time.js";
import { writeScores } from "./scores/window-scores.js";
import type { Calibration, FeatureCalibration, FeatureCounts, FeatureEvidence, WindowEvidence } from "./types.js";

/**
 * Evidence of one window: the residual scores of every feature after season, and its rows. It is all that `judge` needs,
 * and small enough to be stored for every window.
 *
 * @param counts on the baseline's fine bins, in the order of the calibration's features; null where the feature was not
 *   delivered at all
 * @param hour   absolute hour; for day windows any hour of the local day
 * @throws CalibrationInputError when counts don't match the calibration
 */
export function residuals(
  calibration: Calibration,
  counts: readonly (FeatureCounts | null)[],
  hour: HourIndex,
  zone: ZoneOffset = utc,
): WindowEvidence {
  if (counts.length !== calibration.features.length) {
    throw new CalibrationInputError("residuals", `${calibration.features.length} features`, counts.length);
  }
  const time = localTime(hour, zone);
  return {
    hour,
    day: time.day,
    endsDay: calibration.window === "day" || endsLocalDay(hour, zone),
    features: counts.map((feature, f) =>
      feature === null ? null : featureEvidence(calibration.features[f]!, feature, time),
    ),
  };
}

function featureEvidence(feature: FeatureCalibration, counts: FeatureCounts, time: LocalTime): FeatureEvidence {
  if (counts.counts.length !== feature.mergedBin.length) {
    throw new CalibrationInputError(
      `counts of ${feature.name}`,
      `${feature.mergedBin.length} bins`,
      counts.counts.length,
    );
  }
  const { missing, unseen } = counts;
  checkCounts(feature.name, counts.counts);
  checkCounts(feature.name, [missing, unseen]);
  const rows = counts.counts.reduce((sum, count) => sum + count, 0);
  const scores = new Array<number>(feature.shares.length + 2).fill(0);
  const denominators = { missing, missingOf: rows + unseen + missing, unseen, unseenOf: rows + unseen };
  const anchor = { shares: feature.shares, ...anchorRates(feature) };
  writeScores(anchor, mergeCounts(feature.mergedBin, counts.counts), denominators, scores, 0);
  const columns = scores.length;
  const hourAt = hourCellAt(feature.hourCells.length / columns, time) * columns;
  const weekdayAt = feature.weekdayCells.length === 0 ? -1 : time.weekday * columns;
  const residual = scores.map((score, k) => {
    const hourly = hourAt < 0 ? 0 : feature.hourCells[hourAt + k]!;
    const weekly = weekdayAt < 0 ? 0 : feature.weekdayCells[weekdayAt + k]!;
    return stored(score - hourly - weekly);
  });
  return { rows, missing, unseen, residuals: residual };
}

/** Index of the hour cell, or -1 where the calibration has none. */
function hourCellAt(cells: number, time: LocalTime): number {
  if (cells === 0) return -1;
  return time.hourOfDay + (cells === 48 && time.weekday >= 5 ? 24 : 0);
}

/** Seven decimals: far below the sampling error of any window, and short in JSON. */
function stored(value: number): number {
  return Math.round(value * 1e7) / 1e7;
}
