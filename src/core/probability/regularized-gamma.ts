import { logPoissonDensity } from "./binomial-density.js";
import { DomainError } from "./domain-error.js";

/** Steps grow like sqrt(a): enough for a = 1e9. */
const MAX_STEPS = 1_000_000;
const TINY = 1e-300;

/**
 * Regularised lower incomplete gamma function P(a, x), by its power series where it is the smaller part.
 * Relative error below 1e-13.
 *
 * @throws DomainError when a <= 0 or x < 0
 * @see https://dlmf.nist.gov/8.7.E1
 */
export function regularizedGammaP(a: number, x: number): number {
  check(a, x);
  if (x === 0) return 0;
  if (x === Infinity) return 1;
  return x < a + 1 ? lowerSeries(a, x) : 1 - upperFraction(a, x);
}

/**
 * Regularised upper incomplete gamma function Q(a, x) = 1 - P(a, x), by Legendre's continued fraction in the tail,
 * so that probabilities down to 1e-300 keep their digits. Relative error below 1e-12.
 *
 * @throws DomainError when a <= 0 or x < 0
 * @see https://dlmf.nist.gov/8.9.E2
 */
export function regularizedGammaQ(a: number, x: number): number {
  check(a, x);
  if (x === 0) return 1;
  if (x === Infinity) return 0;
  return x < a + 1 ? 1 - lowerSeries(a, x) : upperFraction(a, x);
}

function check(a: number, x: number): void {
  if (!(a > 0)) throw new DomainError("regularizedGamma", "a > 0", a);
  if (!(x >= 0)) throw new DomainError("regularizedGamma", "x >= 0", x);
}

/** x^a e^-x / Gamma(a + 1) * sum_k x^k / ((a + 1) ... (a + k)). */
function lowerSeries(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; k < MAX_STEPS && term > sum * 1e-17; k++) {
    term *= x / (a + k);
    sum += term;
  }
  return Math.min(1, sum * Math.exp(logPoissonDensity(a, x)));
}

/** x^a e^-x / Gamma(a) * 1/(x + 1 - a - 1 (1 - a)/(x + 3 - a - ...)), by the modified Lentz method. */
function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let fraction = d;
  for (let k = 1; k < MAX_STEPS; k++) {
    const numerator = -k * (k - a);
    b += 2;
    d = 1 / nonZero(numerator * d + b);
    c = nonZero(b + numerator / c);
    const factor = d * c;
    fraction *= factor;
    if (Math.abs(factor - 1) < 1e-16) break;
  }
  return Math.min(1, a * fraction * Math.exp(logPoissonDensity(a, x)));
}

function nonZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}
