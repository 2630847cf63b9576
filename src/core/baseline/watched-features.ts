import type { Baseline, FeatureBaseline } from "../../contracts/baseline.js";
import { binNormalScores } from "../calibration/correlation/normal-scores.js";
import { smoothedShares } from "../calibration/scores/window-scores.js";
import { SCORE_STEPS } from "../profile/co-moments.js";

/** Most features whose correlations are watched: 2,016 pairs. */
const MOST_WATCHED = 64;

/**
 * Features whose correlations are watched, with the score of each of their bins in whole steps of 1/32, by name and in that order:
 * the prediction first, then numeric features, then categorical ones, up to 64. Features with a single used bin correlate with
 * nothing and are left out.
 */
export function watchedFeatures(baseline: Baseline): ReadonlyMap<string, readonly number[]> {
  const used = baseline.features.filter(({ binCounts }) => binCounts.filter((rows) => rows > 0).length > 1);
  const chosen = [...used].sort((a, b) => rank(a) - rank(b)).slice(0, MOST_WATCHED);
  return new Map(
    chosen
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ name, binCounts }) => [name, binNormalScores(smoothedShares(binCounts)).map(inSteps)]),
  );
}

/** Stable within a rank, so baselines keep their order of names. */
function rank({ role, kind }: FeatureBaseline): number {
  if (role === "prediction") return 0;
  return kind === "numeric" ? 1 : 2;
}

const inSteps = (score: number): number => Math.round(score * SCORE_STEPS);
