import { logBinomialDensity } from "./binomial-density.js";
import { DomainError } from "./domain-error.js";

/**
 * Upper tail of the beta-binomial distribution, P(X > k): strictly more than k successes in n trials whose common
 * probability is drawn from Beta(alpha, beta). Exact sum of its mass function in log space over the smaller tail.
 * Relative error below 1e-11 (of the complement, where the complement is the smaller tail).
 *
 * With alpha = rate m, beta = (1 - rate) m the mean is n rate and the variance
 * n rate (1 - rate) (1 + (n - 1) / (m + 1)).
 *
 * @param k     successes; fractions are rounded down
 * @param n     trials, whole, >= 0
 * @param alpha positive
 * @param beta  positive
 * @throws DomainError outside these ranges
 * @see https://en.wikipedia.org/wiki/Beta-binomial_distribution
 */
export function betaBinomialSf(k: number, n: number, alpha: number, beta: number): number {
  check(n, alpha, beta);
  const whole = Math.floor(k);
  if (whole < 0) return 1;
  if (whole >= n) return 0;
  const mean = (n * alpha) / (alpha + beta);
  if (whole + 1 > mean) return upwardSum(whole + 1, n, alpha, beta);
  return Math.max(0, 1 - upwardSum(n - whole, n, beta, alpha));
}

/** Lower tail, P(X <= k): the upper tail of failures. */
export function betaBinomialCdf(k: number, n: number, alpha: number, beta: number): number {
  check(n, alpha, beta);
  const whole = Math.floor(k);
  if (whole < 0) return 0;
  if (whole >= n) return 1;
  return betaBinomialSf(n - whole - 1, n, beta, alpha);
}

function check(n: number, alpha: number, beta: number): void {
  if (!Number.isInteger(n) || n < 0) throw new DomainError("betaBinomialSf", "a whole n >= 0", n);
  if (!(alpha > 0 && alpha < Infinity)) throw new DomainError("betaBinomialSf", "0 < alpha < Infinity", alpha);
  if (!(beta > 0 && beta < Infinity)) throw new DomainError("betaBinomialSf", "0 < beta < Infinity", beta);
}

/** sum_{x >= from} of the mass function, from the first mass and the ratio of neighbours. */
function upwardSum(from: number, n: number, alpha: number, beta: number): number {
  let term = 1;
  let sum = 1;
  for (let x = from; x < n; x++) {
    term *= ((n - x) / (x + 1)) * ((x + alpha) / (n - x - 1 + beta));
    sum += term;
    // Only where the terms shrink is a small term the end; a beta below 1 makes them grow again towards n.
    if (term < sum * 1e-17 && beta >= 1) break;
  }
  return Math.min(1, sum * Math.exp(logMass(from, n, alpha, beta)));
}

/**
 * ln of C(n, x) B(x + alpha, n - x + beta) / B(alpha, beta), as a ratio of binomial densities at the common p = x / n
 * (any p cancels), so that large n, alpha and beta don't cancel digits.
 */
function logMass(x: number, n: number, alpha: number, beta: number): number {
  const p = (x + alpha) / (n + alpha + beta);
  const q = (n - x + beta) / (n + alpha + beta);
  const prior = logBinomialDensity(alpha, beta, p, q) + Math.log(alpha / (alpha + beta)) + Math.log(beta);
  const both =
    logBinomialDensity(x + alpha, n - x + beta, p, q) +
    Math.log((x + alpha) / (n + alpha + beta)) +
    Math.log(n - x + beta);
  return logBinomialDensity(x, n - x, p, q) + prior - both;
}
