import { normalQuantile } from "../../probability/normal-quantile.js";

/**
 * A score per bin for correlations: the normal quantile of its mid-rank, standardised under the reference shares. Bounded,
 * so that no outlier decides a correlation, and a table lookup per row, so that no raw values are kept.
 *
 * @param shares reference shares of the bins, positive, summing to 1; shape [B], at least two bins
 * @returns shape [B], mean 0 and variance 1 under `shares`; zeros for a single bin
 */
export function binNormalScores(shares: readonly number[]): number[] {
  let below = 0;
  const scores = shares.map((share) => {
    const rank = below + share / 2;
    below += share;
    return normalQuantile(rank);
  });
  const mean = scores.reduce((sum, score, b) => sum + shares[b]! * score, 0);
  const variance = scores.reduce((sum, score, b) => sum + shares[b]! * (score - mean) ** 2, 0);
  return scores.map((score) => (variance === 0 ? 0 : (score - mean) / Math.sqrt(variance)));
}
