/** Largest product of sample sizes for the exact law, whose table grows fast. */
const EXACT_PRODUCT = 100;

/**
 * p-value of the two-sample Cramer-von Mises statistic.
 *
 * @param statistic T, @param n and @param m rows of the two samples
 * @param exact whether the samples are raw and without ties
 */
export function cramerVonMisesP(statistic: number, n: number, m: number, exact: boolean): number {
  if (statistic <= 0) return 1;
  if (exact && n * m <= EXACT_PRODUCT) return exactP(statistic, n, m);
  const all = n + m;
  const mean = (1 + 1 / all) / 6;
  const variance = ((all + 1) * (4 * n * m * all - 3 * (n * n + m * m) - 2 * n * m)) / (45 * all * all * 4 * n * m);
  return cramerVonMisesLimitSf(1 / 6 + (statistic - mean) / Math.sqrt(45 * variance));
}

/** Below this the limiting distribution function is under 1e-13. */
const SMALLEST_ARGUMENT = 0.002;
/** Terms whose exponent is larger add nothing to a double. */
const LARGEST_EXPONENT = 745;
/** Points per term; the integrand is smooth and periodic after the substitution, so the error is far below 1e-12. */
const POINTS = 64;

/**
 * Upper tail of the limiting law of the Cramer-von Mises statistic, by Smirnov's formula:
 *
 * P(W > x) = (2 / pi) sum over j >= 1 of (-1)^(j+1) integral from (2j-1) pi to 2j pi of exp(-x s^2 / 2) / sqrt(s |sin s|) ds.
 *
 * With s = (2j - 1/2 - cos(t) / 2) pi, t from 0 to pi, the roots of the sine at both ends cancel against ds.
 *
 * @see Anderson and Darling (1952), Annals of Mathematical Statistics 23, 193-212
 */
export function cramerVonMisesLimitSf(x: number): number {
  if (x < SMALLEST_ARGUMENT) return 1;
  let tail = 0;
  for (let j = 1; (x / 2) * ((2 * j - 1) * Math.PI) ** 2 < LARGEST_EXPONENT; j++) {
    tail += (j % 2 === 1 ? 1 : -1) * arch(x, j);
  }
  return Math.min(1, Math.max(0, (2 / Math.PI) * tail));
}

/** The j-th integral by the midpoint rule. */
function arch(x: number, j: number): number {
  let total = 0;
  for (let point = 0; point < POINTS; point++) {
    const t = ((point + 0.5) / POINTS) * Math.PI;
    const s = (2 * j - 0.5 - Math.cos(t) / 2) * Math.PI;
    total += (Math.exp((-x / 2) * s * s) * Math.sin(t)) / Math.sqrt(s * Math.abs(Math.sin(s)));
  }
  return (total * (Math.PI / POINTS) * Math.PI) / 2;
}

/**
 * P(T >= statistic) over all orders of n + m different values. T is a fixed multiple of the sum of (i m - j n)^2 along the path of
 * counts (i, j), a whole number, so the law is a table of shares by that sum for every point of the grid.
 */
function exactP(statistic: number, n: number, m: number): number {
  let row: ReadonlyMap<number, number>[] = [];
  for (let i = 0; i <= n; i++) {
    const next: ReadonlyMap<number, number>[] = [];
    for (let j = 0; j <= m; j++) {
      const origin: ReadonlyMap<number, number> = new Map([[0, 1]]);
      next.push(i + j === 0 ? origin : step(row[j], next[j - 1], i, j, (i * m - j * n) ** 2));
    }
    row = next;
  }
  // T = sum / (n m (n + m)^2); half a unit of slack keeps rounding from moving a value across the line.
  const smallest = statistic * n * m * (n + m) ** 2 - 0.5;
  let tail = 0;
  for (const [sum, share] of row[m]!) if (sum >= smallest) tail += share;
  return Math.min(1, tail);
}

function step(
  fromFirst: ReadonlyMap<number, number> | undefined,
  fromSecond: ReadonlyMap<number, number> | undefined,
  i: number,
  j: number,
  square: number,
): ReadonlyMap<number, number> {
  const law = new Map<number, number>();
  const add = (from: ReadonlyMap<number, number> | undefined, chance: number): void => {
    for (const [sum, share] of from ?? []) law.set(sum + square, (law.get(sum + square) ?? 0) + share * chance);
  };
  add(fromFirst, i / (i + j));
  add(fromSecond, j / (i + j));
  return law;
}
