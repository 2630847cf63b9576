import { logGamma, stirlingTail } from "./log-gamma.js";

const LOG_TWO_PI = Math.log(2 * Math.PI);

/** ln x! minus Stirling's leading terms, (x + 1/2) ln x - x + ln(2 pi)/2: what they leave out. */
export function stirlingError(x: number): number {
  if (x >= 12) return stirlingTail(x);
  return logGamma(x + 1) - (x + 0.5) * Math.log(x) + x - 0.5 * LOG_TWO_PI;
}

/**
 * Deviance term x ln(x / mean) + mean - x, without the cancellation it suffers where x is near the mean.
 *
 * @param x    positive
 * @param mean positive
 */
export function devianceTerm(x: number, mean: number): number {
  const difference = x - mean;
  if (Math.abs(difference) >= 0.1 * (x + mean)) return x * Math.log(x / mean) - difference;
  // x ln(x / mean) with ln((1 + v) / (1 - v)) = 2 (v + v^3/3 + v^5/5 + ...), v = (x - mean) / (x + mean).
  const v = difference / (x + mean);
  let sum = difference * v;
  let power = 2 * x * v;
  for (let j = 1; j < 100; j++) {
    power *= v * v;
    const next = sum + power / (2 * j + 1);
    if (next === sum) break;
    sum = next;
  }
  return sum;
}

/**
 * Logarithm of the binomial density continued to real arguments:
 * Gamma(n + 1) / (Gamma(k + 1) Gamma(n - k + 1)) p^k q^(n-k), n = k + rest. Loader's saddle-point form, which keeps
 * full precision where the logarithms of large factorials would cancel.
 *
 * @param k    successes, >= 0
 * @param rest failures, >= 0
 * @param p    probability of success; `q` is 1 - p, given apart because it may be far below the spacing of doubles at 1
 * @see C. Loader (2000), Fast and accurate computation of binomial probabilities
 */
export function logBinomialDensity(k: number, rest: number, p: number, q: number): number {
  const n = k + rest;
  if (n === 0) return 0;
  if (k === 0) return n * (p < 0.5 ? Math.log1p(-p) : Math.log(q));
  if (rest === 0) return n * (q < 0.5 ? Math.log1p(-q) : Math.log(p));
  const errors = stirlingError(n) - stirlingError(k) - stirlingError(rest);
  const deviance = devianceTerm(k, n * p) + devianceTerm(rest, n * q);
  return errors - deviance + 0.5 * (Math.log(n / k / rest) - LOG_TWO_PI);
}

/** Logarithm of the Poisson density continued to real k: mean^k e^-mean / Gamma(k + 1). Source as above. */
export function logPoissonDensity(k: number, mean: number): number {
  if (k === 0) return -mean;
  if (mean === 0) return -Infinity;
  return -stirlingError(k) - devianceTerm(k, mean) - 0.5 * (LOG_TWO_PI + Math.log(k));
}
