/**
 * Quantile with linear interpolation (type 7, the default of numpy and R), on typed columns that simple-statistics
 * would have to copy into arrays.
 *
 * @param values any order, not empty; left as they are
 * @param share  0 to 1
 */
export function quantileOf(values: ArrayLike<number>, share: number): number {
  const sorted = Float64Array.from(values).sort();
  const index = (sorted.length - 1) * share;
  const below = Math.floor(index);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (index - below);
}

/** Everything above the 99.5 % quantile is taken for it: one past incident must not hide the next. */
export const WINSOR_SHARE = 0.995;

/** A copy with its largest values cut at the 99.5 % quantile. */
export function winsorised(values: Float64Array): Float64Array {
  if (values.length === 0) return values;
  const cap = quantileOf(values, WINSOR_SHARE);
  return values.map((value) => Math.min(value, cap));
}
