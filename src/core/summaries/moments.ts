/**
 * Count, mean, sum of squared deviations from the mean, and extremes of finite numbers.
 *
 * Batches are summed in two passes and merged as Chan, Golub and LeVeque do (1983, "Algorithms for computing the
 * sample variance"), so that data with a large offset keeps its variance: no sum of squares is ever formed.
 */
export interface Moments {
  readonly count: number;
  readonly mean: number;
  /** Sum of squared deviations from the mean; Infinity where it exceeds a double. */
  readonly m2: number;
  /** Infinity when empty. */
  readonly min: number;
  /** -Infinity when empty. */
  readonly max: number;
}

export const NO_MOMENTS: Moments = { count: 0, mean: 0, m2: 0, min: Infinity, max: -Infinity };

/**
 * Moments of the first `length` values.
 *
 * @param values finite numbers in any order
 */
export function momentsOf(values: Float64Array, length: number = values.length): Moments {
  if (length === 0) return NO_MOMENTS;
  let sum = 0;
  let min = Infinity;
  let max = -Infinity;
  for (let i = 0; i < length; i++) {
    const x = values[i]!;
    sum += x;
    if (x < min) min = x;
    if (x > max) max = x;
  }
  const rounded = Number.isFinite(sum) ? sum / length : meanOfHuge(values, length);
  const mean = Math.min(max, Math.max(min, rounded));
  let m2 = 0;
  let drift = 0;
  for (let i = 0; i < length; i++) {
    const d = values[i]! - mean;
    m2 += d * d;
    drift += d;
  }
  // The mean is rounded; what that left over is taken out again (Chan et al., eq. 1.7).
  const corrected = m2 - (drift * drift) / length;
  return { count: length, mean, m2: Number.isFinite(corrected) ? Math.max(0, corrected) : Infinity, min, max };
}

function meanOfHuge(values: Float64Array, length: number): number {
  let mean = 0;
  for (let i = 0; i < length; i++) mean += values[i]! / length;
  return mean;
}

/** Moments of both sets together; commutative to the last bit, associative to rounding. */
export function mergeMoments(a: Moments, b: Moments): Moments {
  if (a.count === 0) return b;
  if (b.count === 0) return a;
  // One fixed order, whichever way round the arguments come.
  const swap = b.count > a.count || (b.count === a.count && (b.mean < a.mean || (b.mean === a.mean && b.m2 < a.m2)));
  const [large, small] = swap ? [b, a] : [a, b];
  const count = large.count + small.count;
  const share = small.count / count;
  const delta = small.mean - large.mean;
  const mean = Number.isFinite(delta) ? large.mean + delta * share : large.mean * (1 - share) + small.mean * share;
  return {
    count,
    mean,
    m2: large.m2 + small.m2 + delta * delta * large.count * share,
    min: Math.min(large.min, small.min),
    max: Math.max(large.max, small.max),
  };
}

/** Variance with n - 1; NaN below two values. */
export function sampleVariance(moments: Moments): number {
  return moments.count < 2 ? NaN : moments.m2 / (moments.count - 1);
}

/** Standard deviation with n - 1; NaN below two values. */
export function sampleDeviation(moments: Moments): number {
  return Math.sqrt(sampleVariance(moments));
}
