import { kolmogorovSf } from "../probability/kolmogorov-sf.js";

/** Largest product of sample sizes for the exact law: a table of n x N steps, a few milliseconds. */
const EXACT_PRODUCT = 1_000_000;

/** Below this the exact law, computed as one minus a number close to one, has lost its digits. */
const SMALLEST_EXACT = 1e-9;

/**
 * Two-sided p-value of the two-sample Kolmogorov-Smirnov distance.
 *
 * @param distance D in [0, 1], @param n and @param m rows of the two samples
 * @param exact whether the samples are raw, so that the exact law may be used
 */
export function kolmogorovSmirnovP(distance: number, n: number, m: number, exact: boolean): number {
  if (distance <= 0) return 1;
  if (exact && n * m <= EXACT_PRODUCT) {
    const p = 1 - probabilityBelow(distance, n, m);
    if (p > SMALLEST_EXACT) return Math.min(1, p);
  }
  const size = Math.sqrt((n * m) / (n + m));
  return Math.min(1, kolmogorovSf((size + 0.12 + 0.11 / size) * distance));
}

/**
 * P(D < distance) for continuous data: the share of all orders of n + m values whose path, one step right or up per value,
 * stays strictly within `distance` of the diagonal. Each cell holds the share of paths to it that have stayed inside,
 * so that nothing overflows: coming to (i, j), the last step was one of the i rightward ones with chance i / (i + j).
 */
function probabilityBelow(distance: number, n: number, m: number): number {
  // |i/n - j/m| is a multiple of 1/(n m); half a unit of slack keeps rounding from moving a tie across the line.
  const limit = distance - 0.5 / (n * m);
  const inside = (i: number, j: number): boolean => Math.abs(i / n - j / m) < limit;
  const share = new Float64Array(m + 1);
  share[0] = 1;
  for (let j = 1; j <= m; j++) share[j] = inside(0, j) ? share[j - 1]! : 0;
  for (let i = 1; i <= n; i++) {
    share[0] = inside(i, 0) ? share[0] : 0;
    for (let j = 1; j <= m; j++) {
      const stepRight = share[j]! * (i / (i + j));
      const stepUp = share[j - 1]! * (j / (i + j));
      share[j] = inside(i, j) ? stepRight + stepUp : 0;
    }
  }
  return share[m]!;
}
