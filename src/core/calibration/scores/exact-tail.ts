import { betaBinomialCdf, betaBinomialSf } from "../../probability/beta-binomial-sf.js";
import { binomialCdf, binomialSf } from "../../probability/binomial-sf.js";
import { normalQuantile } from "../../probability/normal-quantile.js";

/** A cluster correlation below this changes no digit of the tail; the plain binomial is exact then. */
const MIN_CORRELATION = 1e-9;
/** z of a probability that underflows: beyond every limit, and finite. */
const MAX_Z = 37;

/**
 * z of a rare count by its exact beta-binomial tail, for missing and unseen values whose expected count is too small
 * for the arcsine score. The rate is the reference's (with half a row added), its spread
 * rate (1 - rate) (omega / n + wobble + omega / reference rows) covers design effect, wobble and what the reference
 * could not know.
 *
 * Discrete tails include the observed count on both sides, so |z| errs low; a count that is likely gives 0.
 *
 * @param x             rows with the property
 * @param n             rows, whole
 * @param referenceX    rows with the property in the reference
 * @param referenceRows rows of the reference
 * @param omega         design effect
 * @param wobble        tau^2 of the arcsine score over this lens
 */
export function exactTailZ(
  x: number,
  n: number,
  referenceX: number,
  referenceRows: number,
  omega: number,
  wobble: number,
): number {
  const rate = (referenceX + 0.5) / (referenceRows + 1);
  const inflation = omega + n * (wobble + omega / (referenceRows + 1));
  // Var(X) = n rate (1 - rate) (1 + (n - 1) correlation), set equal to n rate (1 - rate) inflation.
  const correlation = n > 1 ? Math.min(0.5, (inflation - 1) / (n - 1)) : 0;
  const upper = atLeast(x, n, rate, correlation);
  if (upper < 0.5) return Math.min(MAX_Z, -normalQuantile(upper));
  const lower = atMost(x, n, rate, correlation);
  return lower < 0.5 ? Math.max(-MAX_Z, normalQuantile(lower)) : 0;
}

function atLeast(x: number, n: number, rate: number, correlation: number): number {
  if (correlation < MIN_CORRELATION) return binomialSf(x - 1, n, rate);
  const precision = 1 / correlation - 1;
  return betaBinomialSf(x - 1, n, rate * precision, (1 - rate) * precision);
}

function atMost(x: number, n: number, rate: number, correlation: number): number {
  if (correlation < MIN_CORRELATION) return binomialCdf(x, n, rate);
  const precision = 1 / correlation - 1;
  return betaBinomialCdf(x, n, rate * precision, (1 - rate) * precision);
}
