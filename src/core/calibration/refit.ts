import { calibrateOn, type CalibrationOptions } from "./calibrate.js";
import { CalibrationInputError } from "./calibration-errors.js";
import type { FeatureAnchor } from "./fit/anchor.js";
import type { Calibration, ReferenceSeries } from "./types.js";

/**
 * Learns season, design effect, wobble, tails and limits anew from recent clean windows (weekly, from up to 90 days
 * without open alarms). Bins, shares, basis and rates stay: the season is centred and the windows' own level is taken off
 * first, so that a slow drift can't become normal. Only a new baseline moves the level.
 *
 * @param clean windows on the same fine bins; features that the calibration doesn't know are refused
 * @throws CalibrationInputError when the features differ or there are too few windows
 */
export function refit(calibration: Calibration, clean: ReferenceSeries, options: CalibrationOptions = {}): Calibration {
  const anchors = new Map<string, FeatureAnchor>(
    calibration.features.map(({ name, mergedBin, shares, basis, rows, missing, unseen }) => [
      name,
      { mergedBin, shares, basis, rows, missing, unseen },
    ]),
  );
  const names = clean.features.map(({ name }) => name);
  const same = names.length === anchors.size && names.every((name, f) => calibration.features[f]!.name === name);
  if (!same) {
    throw new CalibrationInputError(
      "refit",
      "the calibration's features in their order",
      names.slice(0, 10).join(", "),
    );
  }
  return calibrateOn(
    clean,
    {
      falseAlarmsPer30Days: calibration.falseAlarmsPer30Days,
      window: calibration.window,
      rules: calibration.rules,
      ...options,
    },
    anchors,
  );
}

/**
 * Calibration of a new baseline from windows that were counted on its bins (the last 28 days at a retraining): their
 * season and wobble carry over, the level is the baseline's own.
 *
 * @param anchors level of each feature by name, e.g. from the training table (`anchorOf`); others learn theirs from the windows
 */
export function carryOver(
  anchors: ReadonlyMap<string, FeatureAnchor>,
  recent: ReferenceSeries,
  options: CalibrationOptions = {},
): Calibration {
  return calibrateOn(recent, options, anchors);
}
