/**
 * Anscombe's variance-stabilised rate, 2 asin sqrt((x + 3/8) / (n + 3/4)): variance about 1/n whatever the rate.
 * The difference of two is Cohen's effect size h.
 *
 * @param x rows that have the property, 0 <= x <= n
 * @param n rows
 * @see F. J. Anscombe (1948), https://doi.org/10.1093/biomet/35.3-4.246
 */
export function arcsineRate(x: number, n: number): number {
  return 2 * Math.asin(Math.sqrt((x + 0.375) / (n + 0.75)));
}

/** The arcsine rate that `rate` would give at this n: what an observed one is compared with. */
export function expectedArcsineRate(rate: number, n: number): number {
  return arcsineRate(rate * n, n);
}
