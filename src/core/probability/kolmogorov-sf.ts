/**
 * Upper tail of Kolmogorov's limit distribution, P(K > x), where K is the limit of sqrt(n) times the one-sample
 * Kolmogorov-Smirnov distance (two samples: sqrt(n m / (n + m))). Relative error below 1e-14.
 *
 * For x >= 1.18: 2 sum_k (-1)^(k-1) exp(-2 k^2 x^2); below, one minus the theta-function form
 * sqrt(2 pi) / x sum_k exp(-(2k - 1)^2 pi^2 / (8 x^2)), which converges where the first does not.
 *
 * @see https://en.wikipedia.org/wiki/Kolmogorov-Smirnov_test#Kolmogorov_distribution
 */
export function kolmogorovSf(x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (x <= 0) return 1;
  if (x < 1.18) {
    const base = (-Math.PI * Math.PI) / (8 * x * x);
    let sum = 0;
    for (let odd = 1; odd <= 7; odd += 2) sum += Math.exp(odd * odd * base);
    return 1 - (Math.sqrt(2 * Math.PI) / x) * sum;
  }
  const first = Math.exp(-2 * x * x);
  // Terms as powers of the first: exp(-2 k^2 x^2) = first^(k^2); the fifth is below 1e-30.
  return 2 * first * (1 - first ** 3 + first ** 8 - first ** 15);
}
