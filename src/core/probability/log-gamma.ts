import { DomainError } from "./domain-error.js";

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

/** Below this the argument is shifted up, so that seven terms of the series reach double precision. */
const SERIES_FROM = 12;

/** B_2k / (2k (2k - 1)) for k = 1..7. */
const STIRLING_COEFFICIENTS = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156] as const;

/** Tail of Stirling's series: ln Gamma(x) - ((x - 1/2) ln x - x + ln(2 pi)/2), for x >= 12 (DLMF 5.11.1). */
export function stirlingTail(x: number): number {
  const inverseSquare = 1 / (x * x);
  let sum = 0;
  for (let k = STIRLING_COEFFICIENTS.length - 1; k >= 0; k--) {
    sum = sum * inverseSquare + STIRLING_COEFFICIENTS[k]!;
  }
  return sum / x;
}

/**
 * Natural logarithm of the gamma function, by Stirling's series after shifting small arguments up with
 * Gamma(x + 1) = x Gamma(x). Error below 1e-14 relative, or absolute where the value is near zero (x near 1 and 2).
 *
 * simple-statistics' `gammaln` is good to about 1e-12 only, which exact tails of small probability need to better.
 *
 * @param x positive
 * @throws DomainError when x <= 0
 * @see https://dlmf.nist.gov/5.11
 */
export function logGamma(x: number): number {
  if (x <= 0) throw new DomainError("logGamma", "x > 0", x);
  if (x === Infinity) return Infinity;
  let product = 1;
  let shifted = x;
  while (shifted < SERIES_FROM) {
    product *= shifted;
    shifted += 1;
  }
  const value = (shifted - 0.5) * Math.log(shifted) - shifted + HALF_LOG_TWO_PI + stirlingTail(shifted);
  return value - Math.log(product);
}
