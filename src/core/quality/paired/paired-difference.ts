import { normalInterval } from "../interval.js";
import type { QualityMetric } from "../quality-metric.js";

/** One metric of two models on the same labelled rows. */
export interface PairedDifference {
  readonly name: string;
  readonly champion: number;
  readonly challenger: number;
  /** challenger - champion. */
  readonly difference: number;
  /** 95 % interval of the difference; rows that both models see alike don't widen it. */
  readonly low: number;
  readonly high: number;
  /** `same` where the interval holds 0. */
  readonly better: "challenger" | "champion" | "same";
}

/** @param variance of the difference, clustering included */
export function pairedDifference(
  { name, better }: Pick<QualityMetric, "name" | "better">,
  champion: number,
  challenger: number,
  variance: number,
): PairedDifference {
  const difference = challenger - champion;
  const [low, high] = normalInterval(difference, variance) as [number, number];
  const sign = better === "higher" ? 1 : -1;
  const sure = low > 0 ? 1 : high < 0 ? -1 : 0;
  const verdict = sure === 0 ? "same" : sure === sign ? "challenger" : "champion";
  return { name, champion, challenger, difference, low, high, better: verdict };
}

/** Mean and variance of the mean of one difference a row, n - 1 in the denominator; 0 for a single row. */
export function meanDifference(
  differences: Float64Array,
  omega: number,
): { readonly mean: number; readonly variance: number } {
  const rows = differences.length;
  let mean = 0;
  for (const each of differences) mean += each / rows;
  let squares = 0;
  for (const each of differences) squares += (each - mean) ** 2;
  return { mean, variance: rows > 1 ? (omega * squares) / (rows - 1) / rows : 0 };
}
