import type { Interval } from "./measured.js";

/** Normal quantile of 97.5 %: all intervals here are two-sided at 95 %. */
export const Z95 = 1.959963984540054;

/**
 * Wilson's score interval of a proportion.
 *
 * @param share observed proportion, 0 to 1
 * @param rows  effective rows: rows divided by the design effect omega
 * @see E. B. Wilson (1927), Probable inference, the law of succession, and statistical inference
 */
export function wilson(share: number, rows: number): Interval {
  if (!(rows > 0)) return [0, 1];
  const z2 = Z95 * Z95;
  const centre = (share + z2 / (2 * rows)) / (1 + z2 / rows);
  const half = (Z95 / (1 + z2 / rows)) * Math.sqrt((share * (1 - share)) / rows + z2 / (4 * rows * rows));
  return [Math.max(0, Math.min(share, centre - half)), Math.min(1, Math.max(share, centre + half))];
}

/**
 * An interval that stays inside the metric's range: Wilson's, with as many rows as a proportion of that value would need to
 * have this variance. At the ends of the range, where every delta-method variance is 0, `rows` stand for them.
 *
 * @param variance of the value, by the delta method, clustering included
 * @param rows     effective rows that the metric rests on
 * @param range    smallest and largest possible value
 */
export function boundedInterval(
  value: number,
  variance: number,
  rows: number,
  [least, most]: readonly [number, number] = [0, 1],
): Interval {
  const width = most - least;
  const share = (value - least) / width;
  const spread = variance / width ** 2;
  const matched = spread > 0 ? (share * (1 - share)) / spread : rows;
  const [low, high] = wilson(share, matched > 0 ? matched : rows);
  return [least + width * low!, least + width * high!];
}

/** value +- 1.96 sd; no interval where the variance is unknown. */
export function normalInterval(value: number, variance: number): Interval {
  if (!Number.isFinite(variance)) return [null, null];
  const half = Z95 * Math.sqrt(Math.max(0, variance));
  return [value - half, value + half];
}
