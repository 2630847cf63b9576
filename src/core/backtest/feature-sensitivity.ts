import type { Baseline } from "../../contracts/baseline.js";
import { sensitivity, type Sensitivity } from "../calibration/sensitivity.js";
import type { Calibration } from "../calibration/types.js";

/** The smallest change a feature would be noticed at, in standard deviations of the reference; null: that lens judges nothing. */
export interface FeatureSensitivity {
  readonly feature: string;
  /** A shift of a numeric feature, a change in the mix of a categorical one. */
  readonly check: string;
  /** Within an hour. */
  readonly hour: number | null;
  /** Within a day. */
  readonly day: number | null;
  /** `day` (else `hour`) in the feature's own unit; null for categories. */
  readonly native: number | null;
  /** Every check of the feature. */
  readonly checks: readonly Omit<Sensitivity, "feature">[];
}

/** In the order of the calibration's features. */
export function featureSensitivity(baseline: Baseline, calibration: Calibration): FeatureSensitivity[] {
  const features = new Map(baseline.features.map((feature) => [feature.name, feature]));
  const byFeature = new Map<string, Sensitivity[]>();
  for (const each of sensitivity(calibration)) {
    byFeature.set(each.feature, [...(byFeature.get(each.feature) ?? []), each]);
  }
  return [...byFeature].flatMap(([feature, checks]) => {
    const main =
      checks.find(({ check }) => check === "shift") ?? checks.find(({ check }) => check === "shape") ?? checks[0];
    if (!main) return [];
    const { check, hour, day } = main;
    const size = day ?? hour;
    const sd = check === "shift" ? features.get(feature)?.numeric?.sd : undefined;
    return {
      feature,
      check,
      hour,
      day,
      native: size === null || sd === undefined ? null : size * sd,
      checks: checks.map((each) => ({ check: each.check, hour: each.hour, day: each.day })),
    };
  });
}
