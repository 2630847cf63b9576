import { chiSquaredSf } from "./chi-squared-sf.js";
import { DomainError } from "./domain-error.js";
import { regularizedBeta } from "./regularized-beta.js";

/**
 * Upper tail of the F distribution, P(Y > y) = I_x(d2 / 2, d1 / 2) with x = d2 / (d2 + d1 y). Relative error below 1e-12.
 *
 * @param d1 degrees of freedom of the numerator, positive
 * @param d2 degrees of freedom of the denominator, positive; Infinity gives chi-squared(d1) / d1
 * @throws DomainError when a degree of freedom is not positive
 */
export function fSf(y: number, d1: number, d2: number): number {
  if (!(d1 > 0)) throw new DomainError("fSf", "d1 > 0", d1);
  if (!(d2 > 0)) throw new DomainError("fSf", "d2 > 0", d2);
  if (Number.isNaN(y)) return NaN;
  if (y <= 0) return 1;
  if (y === Infinity) return 0;
  if (d2 === Infinity) return chiSquaredSf(d1 * y, d1);
  const total = d2 + d1 * y;
  return regularizedBeta(d2 / total, d2 / 2, d1 / 2, (d1 * y) / total);
}
