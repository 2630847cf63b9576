import { normalQuantile } from "../../probability/normal-quantile.js";
import type { TailCorrection } from "../types.js";

export const NO_CORRECTION: TailCorrection = { scale: 1, from: 0, slope: 0 };

/** Ranks of the two extremes that are compared with a normal sample, and their plotting positions. */
const NEAR = { rank: 5, position: 4.7 };
const FAR = { rank: 50, position: 49.7 };
/** A feature's own extremes count only when they are clearly larger than normal. */
const OWN_MATTERS_FROM = 1.05;
/** The body of a replay may be narrower than normal, but not by more than this. */
const SMALLEST_FAR_SCALE = 0.5;
/** Below this many values the 50th largest says nothing of a tail. */
const SMALLEST_POOL_FOR_SLOPE = 200;

/** Descending |z| (one-sided checks: z) of replayed windows; those without evidence count as 0. */
function sortedExtremes(z: ArrayLike<number>, oneSided: boolean): Float64Array {
  return Float64Array.from(z, (value) => (Number.isNaN(value) ? 0 : oneSided ? value : Math.abs(value)))
    .sort()
    .reverse();
}

/** Normal expectation of the value at `position` among `count`. */
function expectedExtreme(position: number, count: number, oneSided: boolean): number {
  return -normalQuantile(position / (oneSided ? count : 2 * count));
}

/** What the pooled replay of one kind of check says about its tail in atomic windows. */
export interface PooledTail {
  /** s_1: the 5th largest |z| over its normal expectation. */
  readonly scale: number;
  /** q_1, where the bend begins. */
  readonly from: number;
  readonly slope: number;
}

/**
 * Scale and bend of the tail of one kind of check over all features. A scale measured at z near 3 can't correct a tail
 * that is read at z near 4.5, but the ratio of two quantiles gives its slope.
 *
 * @param pools replayed z of each feature with this check; NaN where a window was not judged
 * @param counted of checks that count rare rows: most of their windows hold none and have a z of about 0, so that the
 *   50th largest is small without any long tail. It is taken to be normal at least
 */
export function pooledTail(pools: readonly Float64Array[], oneSided: boolean, counted = false): PooledTail {
  const count = pools.reduce((sum, pool) => sum + pool.length, 0);
  const none = { scale: 1, from: 0, slope: 0 };
  if (count < 2 * NEAR.rank) return none;
  const all = new Float64Array(count);
  let at = 0;
  for (const pool of pools) {
    all.set(pool, at);
    at += pool.length;
  }
  const extremes = sortedExtremes(all, oneSided);
  const from = expectedExtreme(NEAR.position, count, oneSided);
  const scale = extremes[NEAR.rank - 1]! / from;
  if (scale <= 1) return { scale: 1, from, slope: 0 };
  if (count < SMALLEST_POOL_FOR_SLOPE) return { scale, from, slope: 0 };
  const farFrom = expectedExtreme(FAR.position, count, oneSided);
  const farScale = Math.max(counted ? 1 : SMALLEST_FAR_SCALE, extremes[FAR.rank - 1]! / farFrom);
  const slope = Math.log(scale / farScale) / Math.log(from / farFrom);
  return { scale, from, slope: Math.min(1, Math.max(0, slope)) };
}

/** A feature's correction in atomic windows: the pooled one, or its own scale where that is larger. */
export function atomicTail(pooled: PooledTail, own: Float64Array, oneSided: boolean): TailCorrection {
  if (own.length < 2 * NEAR.rank) return pooled;
  const expected = expectedExtreme(NEAR.position, own.length, oneSided);
  const ownScale = sortedExtremes(own, oneSided)[NEAR.rank - 1]! / expected;
  return { ...pooled, scale: Math.max(pooled.scale, ownScale > OWN_MATTERS_FROM ? ownScale : 1) };
}

/**
 * Correction of two-sided checks over a day, from the pooled |z| of tumbling replay days: the m-th largest over its
 * normal expectation, m = max(2, floor(M / 56)). It also divides the z that the trend sums.
 */
export function dayTail(pools: readonly Float64Array[]): TailCorrection {
  const all = pools.flatMap((pool) => [...pool]).filter((z) => !Number.isNaN(z));
  const rank = Math.max(2, Math.floor(all.length / 56));
  if (all.length < rank) return NO_CORRECTION;
  const expected = expectedExtreme(rank - 0.3, all.length, false);
  const scale = sortedExtremes(all, false)[rank - 1]! / Math.max(0.5, expected);
  return { ...NO_CORRECTION, scale: Math.max(1, scale) };
}

/**
 * What divides the daily z before the trend sums it: the scale of their tail, or their standard deviation where that is
 * larger. A sum of days grows with the spread of all of them, and the wobble over 24 rolling hours understates that of
 * whole days wherever days differ as wholes (by up to a third: a window over two days averages both).
 *
 * @param pools replayed z of tumbling days, one per feature
 */
export function trendScale(pools: readonly Float64Array[], tail: TailCorrection): number {
  let [squares, values] = [0, 0];
  for (const pool of pools) {
    for (const z of pool) {
      if (Number.isNaN(z) || z === 0) continue;
      squares += z * z;
      values++;
    }
  }
  return Math.max(tail.scale, Math.sqrt(squares / Math.max(1, values)));
}

/** z after correction: divided by the scale, and bent beyond `from`. */
export function correctTail(z: number, tail: TailCorrection): number {
  let size = Math.abs(z) / tail.scale;
  if (tail.slope > 0 && size > tail.from) size = tail.from * (size / tail.from) ** (1 / (1 + tail.slope));
  return Math.sign(z) * size;
}

/** The z before correction that gives `corrected`: what a limit means in the check's own units. */
export function uncorrectTail(corrected: number, tail: TailCorrection): number {
  const bent = tail.slope > 0 && corrected > tail.from;
  const size = bent ? tail.from * (corrected / tail.from) ** (1 + tail.slope) : corrected;
  return size * tail.scale;
}
