import { basisLoadings } from "../scores/window-scores.js";
import type { FeatureModel } from "../scores/check-score.js";
import type { Calibration, FeatureCalibration, ScoreRules } from "../types.js";

/** The judging side of a stored calibration. */
function featureModel(feature: FeatureCalibration, rules: ScoreRules): FeatureModel {
  return {
    bins: feature.shares.length,
    loadings: basisLoadings(feature.shares, feature.basis),
    reference: { rows: feature.rows, missing: feature.missing, unseen: feature.unseen },
    clusterOmega: feature.checks.find(({ check }) => check === "shape")?.omega ?? 1,
    rules,
  };
}

/** Models of a calibration, made once: a calibration is never changed. */
const known = new WeakMap<Calibration, readonly FeatureModel[]>();

export function featureModels(calibration: Calibration): readonly FeatureModel[] {
  const made = known.get(calibration);
  if (made !== undefined) return made;
  const models = calibration.features.map((feature) => featureModel(feature, calibration.rules));
  known.set(calibration, models);
  return models;
}
