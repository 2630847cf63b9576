import { DomainError } from "./domain-error.js";
import { regularizedBeta } from "./regularized-beta.js";

/**
 * Upper tail of the binomial distribution, P(X > k) = I_p(k + 1, n - k): strictly more than k successes in n trials.
 * Exact; relative error below 1e-12.
 *
 * @param k successes; fractions are rounded down
 * @param n trials, whole, >= 0
 * @param p probability of success
 * @throws DomainError when n is not a whole number >= 0 or p is outside [0, 1]
 * @see https://dlmf.nist.gov/8.17.E5
 */
export function binomialSf(k: number, n: number, p: number): number {
  if (!Number.isInteger(n) || n < 0) throw new DomainError("binomialSf", "a whole n >= 0", n);
  if (!(p >= 0 && p <= 1)) throw new DomainError("binomialSf", "0 <= p <= 1", p);
  const whole = Math.floor(k);
  if (whole < 0) return 1;
  if (whole >= n) return 0;
  return regularizedBeta(p, whole + 1, n - whole);
}

/** Lower tail of the binomial distribution, P(X <= k), with the same arguments and accuracy. */
export function binomialCdf(k: number, n: number, p: number): number {
  if (!Number.isInteger(n) || n < 0) throw new DomainError("binomialCdf", "a whole n >= 0", n);
  if (!(p >= 0 && p <= 1)) throw new DomainError("binomialCdf", "0 <= p <= 1", p);
  const whole = Math.floor(k);
  if (whole < 0) return 0;
  if (whole >= n) return 1;
  return regularizedBeta(1 - p, n - whole, whole + 1, p);
}
