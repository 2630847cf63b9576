import type { FeatureModel, LensWindow } from "../scores/check-score.js";
import { scoreBasis } from "../scores/score-basis.js";
import { basisLoadings, smoothedShares } from "../scores/window-scores.js";
import type { FeatureCalibration } from "../types.js";

/** What production has been so far: rows, and mean residuals against the training table. */
export interface LiveMean {
  readonly rows: number;
  readonly missing: number;
  readonly unseen: number;
  /** Shape [B + 2]; bins weighted by rows, missing and unseen by what they are rates of. */
  readonly residuals: readonly number[];
}

/**
 * A window as it would be scored if the live mean, not the training table, were the reference: bin scores, and the
 * location and spread that are read from them. Against the training table a shift on top of an offset falls into its
 * outermost bins and counts for less; against the live mean a standard deviation is one whatever the offset.
 *
 * Scores are r'_b = (q_b - p'_b) / sqrt(p'_b) with p'_b = p_b + sqrt(p_b) R_b, R the mean residuals; missing and unseen rows are
 * compared with the live rates.
 */
export function onLiveMean(
  feature: Pick<FeatureCalibration, "shares" | "kind">,
  model: FeatureModel,
  mean: LiveMean,
  now: LensWindow,
): { readonly model: FeatureModel; readonly window: LensWindow } {
  const live = feature.shares.map((share, b) => Math.max(0, share + Math.sqrt(share) * mean.residuals[b]!));
  const shares = smoothedShares(live.map((share) => share * mean.rows));
  const residuals = Float64Array.from(mean.residuals, (level, k) => {
    const difference = now.residuals[now.at + k]! - level;
    return k < shares.length ? difference * Math.sqrt(feature.shares[k]! / shares[k]!) : difference;
  });
  const basis = feature.kind === "numeric" ? scoreBasis(shares) : [];
  const { rows, missing, unseen } = mean;
  return {
    model: { ...model, loadings: basisLoadings(shares, basis), reference: { rows, missing, unseen } },
    window: { ...now, residuals, at: 0 },
  };
}
