import type { FeatureBaseline } from "../../contracts/baseline.js";
import type { FeatureSample } from "../../contracts/drift.js";
import { sum } from "./proportions.js";
import { quantileValues } from "./quantile-values.js";

const made = new WeakMap<FeatureBaseline, FeatureSample>();

/** The reference side of a comparison, from what the baseline stores of one feature. Made once: every window asks for it. */
export function baselineSample(feature: FeatureBaseline): FeatureSample {
  const known = made.get(feature) ?? sampleOfBaseline(feature);
  made.set(feature, known);
  return known;
}

function sampleOfBaseline(feature: FeatureBaseline): FeatureSample {
  const sample = baselineCounts(feature);
  const { numeric, types } = feature;
  if (!numeric) return sample;
  const wholeNumbers = types.integer > 0 && types.fractional === 0;
  const values = quantileValues(numeric, sample.rows, wholeNumbers);
  return { ...sample, numeric: { mean: numeric.mean, sd: numeric.sd, values } };
}

/** The same without ordered values: enough for metrics that read bins or missing values, and made in no time. */
export function baselineCounts({ kind, missing, binCounts }: FeatureBaseline): FeatureSample {
  return { kind, rows: sum(binCounts), missing, binCounts, unseen: 0 };
}
