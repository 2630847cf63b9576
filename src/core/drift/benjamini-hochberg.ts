/**
 * p-values corrected for their number by Benjamini and Hochberg (1995): min over j >= rank of p_(j) m / j. Calling drift at a
 * corrected p <= q keeps the expected share of false ones among the findings at or below q for independent or
 * positively dependent tests.
 *
 * @returns same order and length; the input is unmodified. O(m log m)
 * @see https://docs.scipy.org/doc/scipy/reference/generated/scipy.stats.false_discovery_control.html
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  const descending = pValues.map((p, index) => ({ p, index })).sort((a, b) => b.p - a.p);
  const corrected = new Array<number>(pValues.length);
  let smallest = 1;
  descending.forEach(({ p, index }, place) => {
    const rank = pValues.length - place;
    smallest = Math.min(smallest, (p * pValues.length) / rank);
    corrected[index] = smallest;
  });
  return corrected;
}
