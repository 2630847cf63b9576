/**
 * p-values corrected for their number by Bonferroni: p m, at most 1. Calling drift at a corrected p <= a keeps the chance of
 * any false finding among m tests at or below a, whatever their dependence.
 *
 * @returns same order and length; the input is unmodified
 */
export function bonferroni(pValues: readonly number[]): number[] {
  return pValues.map((p) => Math.min(1, p * pValues.length));
}
