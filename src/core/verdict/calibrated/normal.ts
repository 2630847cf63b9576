import type { Baseline } from "../../../contracts/baseline.js";
import type { Calibration } from "../../calibration/types.js";
import type { FeatureCounts } from "../feature-counts.js";
import type { NormalCorrelation } from "./correlation.js";

/** What is normal of one feature, in its own units. */
export interface FeatureLevel {
  /** Totals over all windows learned from, on the baseline's bins. */
  readonly counts: FeatureCounts;
  /** Middle of the windows' medians, each window counted by its rows; null for categories and without rows. */
  readonly median: number | null;
}

/**
 * What is normal for a monitor: learned from timestamped windows (`calibrated`), or taken from a training table while the
 * first live windows come in (`learning`). Plain JSON.
 */
export interface Normal {
  readonly mode: "calibrated" | "learning";
  /** Whose bins everything is counted on. */
  readonly baselineVersion: string;
  readonly calibration: Calibration;
  /** In the order of the baseline's features. */
  readonly level: readonly FeatureLevel[];
  /** Absent while learning, and where no correlations are watched. */
  readonly correlation?: NormalCorrelation;
}

/** The baseline's own rows as what is normal: while nothing has been learned from production. */
export function levelOfBaseline(baseline: Baseline): FeatureLevel[] {
  return baseline.features.map(({ binCounts, missing, numeric }) => ({
    counts: { bins: binCounts, missing, unseen: 0, below: 0, above: 0 },
    median: numeric?.quantiles[(numeric.quantiles.length - 1) / 2] ?? null,
  }));
}
