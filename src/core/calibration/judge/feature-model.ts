import { basisLoadings } from "../scores/window-scores.js";
import type { FeatureModel } from "../scores/check-score.js";
import type { FeatureCalibration, ScoreRules } from "../types.js";

/** The judging side of a stored calibration. */
export function featureModel(feature: FeatureCalibration, rules: ScoreRules): FeatureModel {
  return {
    bins: feature.shares.length,
    loadings: basisLoadings(feature.shares, feature.basis),
    reference: { rows: feature.rows, missing: feature.missing, unseen: feature.unseen },
    clusterOmega: feature.checks.find(({ check }) => check === "shape")?.omega ?? 1,
    rules,
  };
}
