import { mergeMoments, type Moments, NO_MOMENTS, sampleVariance } from "../summaries/moments.js";
import type { QualityState } from "./quality-metric.js";

/** Fewer hours can't tell clustering from chance. */
const FEWEST_GROUPS = 12;

/**
 * Design effect omega of labelled rows: so many rows count as one, because rows of one hour go wrong together. By the variance of a ratio under
 * cluster sampling (Cochran 1977, 9A): var(mean) = H / (H - 1) x sum of n_h^2 (mean_h - mean)^2 / n^2, divided by s^2 / n of
 * independent rows. It holds the natural wobble of hours too, so that intervals are about other hours like these.
 *
 * @param groups moments of a loss of one row (1 for a wrong class, |error| of a regression), one a group of rows that belong together: an hour
 * @returns at least 1; 1 with fewer than 12 groups, or where all losses are equal
 */
export function designEffect(groups: readonly Moments[]): number {
  const known = groups.filter(({ count }) => count > 0);
  if (known.length < FEWEST_GROUPS) return 1;
  const all = known.reduce(mergeMoments, NO_MOMENTS);
  const independent = sampleVariance(all) / all.count;
  if (!(independent > 0)) return 1;
  const between = known.reduce((sum, { count, mean }) => sum + (count * (mean - all.mean)) ** 2, 0);
  return Math.max(1, ((known.length / (known.length - 1)) * between) / all.count ** 2 / independent);
}

/** The loss of `designEffect` from the quality of an hour. */
export function lossOf(state: QualityState): Moments {
  if (state.task === "regression") return state.losses["mae"]?.moments ?? NO_MOMENTS;
  const right =
    state.task === "binary"
      ? state.confusion.truePositive + state.confusion.trueNegative
      : state.confusion.reduce((sum, row, k) => sum + row[k]!, 0);
  const wrong = 1 - right / state.rows;
  if (state.rows === 0) return NO_MOMENTS;
  return { count: state.rows, mean: wrong, m2: state.rows * wrong * (1 - wrong), min: 0, max: 1 };
}
