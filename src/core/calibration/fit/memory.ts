/**
 * l^2: how many times the variance of a sum of daily z exceeds that of independent days,
 * max(1, 1 + 4/3 rho_1 + 2/3 rho_2) with the mean autocorrelations of all checks at one and two days.
 *
 * @param series daily z of each two-sided check; NaN where a day was not judged
 */
export function dailyMemory(series: readonly Float64Array[]): number {
  if (series.length === 0) return 1;
  const mean = (lag: number): number => series.reduce((sum, z) => sum + autocorrelation(z, lag), 0) / series.length;
  return Math.max(1, 1 + (4 / 3) * mean(1) + (2 / 3) * mean(2));
}

/** Around zero, not around the mean: a level that stays is memory too. */
function autocorrelation(z: Float64Array, lag: number): number {
  let product = 0;
  let pairs = 0;
  let square = 0;
  let values = 0;
  for (let i = 0; i < z.length; i++) {
    const value = z[i]!;
    if (Number.isNaN(value)) continue;
    square += value * value;
    values++;
    const before = i >= lag ? z[i - lag]! : NaN;
    if (Number.isNaN(before)) continue;
    product += value * before;
    pairs++;
  }
  return pairs === 0 ? 0 : product / pairs / Math.max(square / values, 1e-9);
}
