/**
 * l^2: how many times the variance of a sum of daily z exceeds that of independent days,
 * max(1, 1 + 4/3 rho_1 + 2/3 rho_2) with the mean autocorrelations of all checks at one and two days.
 *
 * @param series daily z of each two-sided check; NaN where a day was not judged
 */
export function dailyMemory(series: readonly Float64Array[]): number {
  if (series.length === 0) return 1;
  return Math.max(1, 1 + (4 / 3) * meanAutocorrelation(series, 1) + (2 / 3) * meanAutocorrelation(series, 2));
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

/** Autocorrelations below this are too weak to matter, and below so many standard errors they are not told from none. */
const SMALLEST_CORRELATION = 0.1;
const STANDARD_ERRORS = 2;
/** The lag from which memory counts as long: `dailyMemory` covers the two before it. */
const LONG_LAG = 3;
/** Lags are read up to this part of the reference: later ones rest on too few pairs. */
const LAG_SHARE = 1 / 4;
const ITERATIONS = 20;

/**
 * l^2 of a check whose days resemble one another for longer than two days: 1 + 2 sum of rho_k over lags up to the first
 * below 0.1, at most a quarter of the reference. Null where the third lag is below 0.1 already.
 *
 * A reference's level is its own mean, which lowers every autocorrelation by about l^2 / days; that is put back in
 * turn with l^2 until both agree. Days that move slowly by themselves are what a trend takes for drift: without the
 * later lags it alarmed on wobble with a memory of two weeks seven times as often as on one without.
 *
 * @param series daily z of one kind of check, one per feature; features without any variation say nothing
 * @see M. S. Bartlett (1946), https://doi.org/10.2307/2983611
 */
export function longMemory(series: readonly Float64Array[], days: number): number | null {
  const varying = series.map(aroundMean).filter((z) => z.some((value) => Math.abs(value) > SMALLEST_DEVIATION));
  if (varying.length === 0) return null;
  const lags = Math.floor(days * LAG_SHARE);
  const seen = Array.from({ length: lags }, (_, k) => meanAutocorrelation(varying, k + 1));
  const noise = STANDARD_ERRORS / Math.sqrt(days * varying.length);
  const smallest = Math.max(SMALLEST_CORRELATION, noise);
  let memory = 1;
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const lost = Math.min(0.5, memory / days);
    const corrected = seen.map((rho) => rho + lost * (1 - rho));
    const end = corrected.findIndex((rho) => rho < smallest);
    const used = end < 0 ? corrected : corrected.slice(0, end);
    if (iteration === 0 && used.length < LONG_LAG) return null;
    memory = 1 + 2 * used.reduce((sum, rho) => sum + rho, 0);
  }
  return memory;
}

/** A feature whose z is the same every day, such as a rare count that stays zero, has no memory to show. */
const SMALLEST_DEVIATION = 1e-6;

function aroundMean(z: Float64Array): Float64Array {
  const judged = z.filter((value) => !Number.isNaN(value));
  const mean = judged.reduce((sum, value) => sum + value, 0) / Math.max(1, judged.length);
  return z.map((value) => value - mean);
}

/** Independent days that the 24 h lens is taken to rest on at least: 8 degrees of freedom. */
const LENS_DAYS = 9;

/**
 * The memory that the 24 h lens of a check counts with: its own, but never so long that fewer than 8 degrees of freedom are
 * left. A long memory is itself read from a few weeks, or from a reference with a change in it; with 2 or 3 degrees of
 * freedom no change of any size would be noticed.
 *
 * @param long  l^2 of the check
 * @param short l^2 of all checks, which counts in full
 */
export function dayLensMemory(long: number, short: number, days: number): number {
  return Math.max(short, Math.min(long, days / LENS_DAYS));
}

function meanAutocorrelation(series: readonly Float64Array[], lag: number): number {
  return series.reduce((sum, z) => sum + autocorrelation(z, lag), 0) / series.length;
}
