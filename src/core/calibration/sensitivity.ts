import { uncorrectTail } from "./fit/tail-correction.js";
import { dayFreedom } from "./judge/close-day.js";
import { featureModels } from "./judge/feature-model.js";
import type { FeatureModel } from "./scores/check-score.js";
import { atomicFreedom, type LensFreedom, oneSidedZ, twoSidedZ } from "./scores/z-scores.js";
import type { Calibration, CheckCalibration, CheckName, FeatureCalibration, LensVariance } from "./types.js";

/** Smallest change that a feature's check would be noticed at, in reference standard deviations; null: not judged. */
export interface Sensitivity {
  readonly feature: string;
  readonly check: CheckName;
  readonly hour: number | null;
  readonly day: number | null;
}

/** No share of any change is larger: e.g. Cohen's h is at most pi. */
const LARGEST_CHANGE = 8;
const BISECTIONS = 50;

/**
 * The smallest change that would be noticed, per feature and check, at the feature's typical rows: the effect whose z
 * reaches the limit, and never less than the effect gate. A change of this size is found every second time it is looked
 * at; one half as large again almost always.
 *
 * Missing and unseen values are taken on the arcsine scale here, also where their rare counts are judged exactly.
 */
export function sensitivity(calibration: Calibration): Sensitivity[] {
  const models = featureModels(calibration);
  return calibration.features.flatMap((feature, f) =>
    feature.checks.map((check) => ({
      feature: feature.name,
      check: check.check,
      hour:
        calibration.window === "hour"
          ? atomicChange(calibration, models[f]!, feature, check, feature.limits.hour)
          : null,
      day:
        calibration.window === "day"
          ? atomicChange(calibration, models[f]!, feature, check, feature.limits.day)
          : dayChange(calibration, models[f]!, feature, check),
    })),
  );
}

function atomicChange(
  calibration: Calibration,
  model: FeatureModel,
  feature: FeatureCalibration,
  check: CheckCalibration,
  limit: number | null,
): number | null {
  const freedom = atomicFreedom(calibration.window, calibration.referenceWindows);
  return smallestChange(model, check, check.atomic, feature.typicalRows.atomic, freedom, limit);
}

function dayChange(
  calibration: Calibration,
  model: FeatureModel,
  feature: FeatureCalibration,
  check: CheckCalibration,
): number | null {
  if (check.day === null) return null;
  return smallestChange(
    model,
    check,
    check.day,
    feature.typicalRows.day,
    dayFreedom(calibration, check),
    feature.limits.day,
  );
}

function smallestChange(
  model: FeatureModel,
  check: CheckCalibration,
  variance: LensVariance,
  rows: number,
  freedom: LensFreedom,
  limit: number | null,
): number | null {
  if (limit === null || rows / check.omega < model.rules.minimumEffectiveRows) return null;
  const needed = uncorrectTail(limit, variance.tail);
  let low = 0;
  let high = LARGEST_CHANGE;
  for (let step = 0; step < BISECTIONS; step++) {
    const middle = (low + high) / 2;
    if (zOfEffect(middle, model, check, variance, rows, freedom) < needed) low = middle;
    else high = middle;
  }
  return Math.max(high, model.rules.minimumEffect);
}

/** z of a change of this effect that nothing else adds to. */
function zOfEffect(
  effect: number,
  model: FeatureModel,
  check: CheckCalibration,
  variance: LensVariance,
  rows: number,
  freedom: LensFreedom,
): number {
  if (check.check !== "shape") return twoSidedZ(effect, rows, check.omega, variance.wobble, freedom);
  const dimensions = model.bins - 1 - model.loadings.length;
  const distance = effect * effect + (dimensions * check.omega) / rows;
  return oneSidedZ(distance, rows, dimensions, check.omega, variance.wobble, variance.shapeFreedom, freedom);
}
