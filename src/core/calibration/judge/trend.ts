/** Cumulative sums of one check in both directions. */
export interface TrendSums {
  readonly up: number;
  readonly down: number;
}

/** What a day must exceed to add to a sum, and the most a day can count. */
const SLACK = 1;
const CLIP = 4;

/**
 * One day of a two-sided CUSUM, S = max(0, S + clip(z) - 1) for z and -z: remembers small changes that last, forgets
 * what does not.
 *
 * @param z z of the day divided by l, so that days with memory count less
 * @see E. S. Page (1954), https://doi.org/10.1093/biomet/41.1-2.100
 */
export function advanceSum(sums: TrendSums, z: number): TrendSums {
  const clipped = Math.max(-CLIP, Math.min(CLIP, z));
  return { up: Math.max(0, sums.up + clipped - SLACK), down: Math.max(0, sums.down - clipped - SLACK) };
}
