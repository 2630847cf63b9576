import type { FeatureBaseline } from "../../contracts/baseline.js";
import type { FeatureSample, WeightedValues } from "../../contracts/drift.js";
import { sum } from "./proportions.js";
import { mergeTies } from "./weighted-values.js";

/** The reference side of a comparison, from what the baseline stores of one feature. */
export function baselineSample(feature: FeatureBaseline): FeatureSample {
  const rows = sum(feature.binCounts);
  const sample: FeatureSample = {
    kind: feature.kind,
    rows,
    missing: feature.missing,
    binCounts: feature.binCounts,
    unseen: 0,
  };
  if (!feature.numeric) return sample;
  const { mean, sd, quantiles, rankError } = feature.numeric;
  return { ...sample, numeric: { mean, sd, values: quantileValues(quantiles, rows, rankError) } };
}

/**
 * Weighted values that stand for equally spaced quantiles: each carries the rows half-way to its neighbours, so the ends carry
 * half as many. The distribution function at a quantile is then off by at most half a step (0.5 % for 101 of them)
 * besides the rank error of the sketch that they were read from.
 */
export function quantileValues(quantiles: readonly number[], rows: number, rankError: number): WeightedValues {
  const steps = quantiles.length - 1;
  if (steps < 1) return mergeTies(quantiles, new Array<number>(quantiles.length).fill(rows), rankError);
  const weights = quantiles.map((_, i) => (i === 0 || i === steps ? rows / (2 * steps) : rows / steps));
  return mergeTies(quantiles, weights, rankError + 1 / (2 * steps));
}
