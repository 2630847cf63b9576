import { normalSf } from "../probability/normal-cdf.js";

/** Largest product of sample sizes for the exact law: a million steps. */
const EXACT_PRODUCT = 1_000;

/**
 * Two-sided p-value of the Mann-Whitney statistic.
 *
 * @param offset |U / (n m) - 1/2|, @param n and @param m rows of the two samples
 * @param tieTerm sum of t^3 - t over groups of t equal values
 * @param exact whether the samples are raw and without ties
 */
export function mannWhitneyP(offset: number, n: number, m: number, tieTerm: number, exact: boolean): number {
  if (exact && n * m <= EXACT_PRODUCT) return exactP(offset, n, m);
  const all = n + m;
  const variance = ((n * m) / 12) * (all + 1 - tieTerm / (all * (all - 1)));
  if (!(variance > 0)) return 1;
  const distance = Math.max(0, offset * n * m - 0.5);
  return Math.min(1, 2 * normalSf(distance / Math.sqrt(variance)));
}

function exactP(offset: number, n: number, m: number): number {
  const law = rankSumLaw(n, m);
  // U is a whole number; half a unit of slack keeps rounding from moving a value across the line.
  const smallest = (0.5 + offset) * n * m - 0.25;
  const upperTail = law.reduce((total, share, u) => (u >= smallest ? total + share : total), 0);
  return Math.min(1, 2 * upperTail);
}

/**
 * P(U = u), u = 0 ... n m, when all orders of n + m different values are equally likely. The largest value belongs to the first
 * sample with chance i / (i + j) and then lies above all j of the other: U grows by j and i falls by one; else j falls.
 */
function rankSumLaw(n: number, m: number): Float64Array {
  let row: Float64Array[] = Array.from({ length: m + 1 }, () => Float64Array.of(1));
  for (let i = 1; i <= n; i++) {
    const next: Float64Array[] = [Float64Array.of(1)];
    for (let j = 1; j <= m; j++) next.push(mix(row[j]!, next[j - 1]!, i, j));
    row = next;
  }
  return row[m]!;
}

function mix(withoutFirst: Float64Array, withoutSecond: Float64Array, i: number, j: number): Float64Array {
  const law = new Float64Array(i * j + 1);
  withoutFirst.forEach((share, u) => (law[u + j] = law[u + j]! + (share * i) / (i + j)));
  withoutSecond.forEach((share, u) => (law[u] = law[u]! + (share * j) / (i + j)));
  return law;
}
