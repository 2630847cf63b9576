import { DomainError } from "./domain-error.js";
import { normalSf } from "./normal-cdf.js";
import { regularizedBeta } from "./regularized-beta.js";

/**
 * Upper tail of Student's t distribution, P(T > t). Relative error below 1e-12.
 *
 * For t >= 0 it is I_x(df / 2, 1 / 2) / 2 with x = df / (df + t^2) (DLMF 8.17); an infinite df is the normal distribution.
 *
 * @param df degrees of freedom, positive, need not be whole
 * @throws DomainError when df <= 0
 */
export function studentTSf(t: number, df: number): number {
  if (!(df > 0)) throw new DomainError("studentTSf", "df > 0", df);
  if (Number.isNaN(t)) return NaN;
  if (df === Infinity) return normalSf(t);
  if (Math.abs(t) === Infinity) return t > 0 ? 0 : 1;
  const square = t * t;
  const tail = 0.5 * regularizedBeta(df / (df + square), df / 2, 0.5, square / (df + square));
  return t >= 0 ? tail : 1 - tail;
}
