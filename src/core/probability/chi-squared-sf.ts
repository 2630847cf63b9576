import { DomainError } from "./domain-error.js";
import { regularizedGammaQ } from "./regularized-gamma.js";

/**
 * Upper tail of the chi-squared distribution, P(X > x) = Q(df / 2, x / 2). Relative error below 1e-12.
 *
 * @param df degrees of freedom, positive, need not be whole
 * @throws DomainError when df <= 0
 */
export function chiSquaredSf(x: number, df: number): number {
  if (!(df > 0)) throw new DomainError("chiSquaredSf", "df > 0", df);
  if (Number.isNaN(x)) return NaN;
  return x <= 0 ? 1 : regularizedGammaQ(df / 2, x / 2);
}
