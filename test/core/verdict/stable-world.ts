import type { Baseline, CategoricalBins, FeatureBaseline, NumericBins } from "../../../src/contracts/baseline.js";
import type { FeatureSample } from "../../../src/contracts/drift.js";
import type { WindowSample } from "../../../src/contracts/rule.js";
import { categoricalSample, numericSample, quantileBins } from "../../../src/core/drift/sample.js";

const NO_TYPES = { integer: 0, fractional: 0, boolean: 0, text: 0 };

/** A baseline of one numeric feature from raw values; NaN is missing. */
export function numericBaseline(name: string, values: readonly number[]): FeatureBaseline {
  const bins = quantileBins(values);
  const sample = numericSample(values, bins);
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const quantiles = Array.from({ length: 101 }, (_, i) => sorted[Math.round((i / 100) * (sorted.length - 1))]!);
  const integer = sorted.filter(Number.isInteger).length;
  const types = { ...NO_TYPES, integer, fractional: sorted.length - integer };
  const numeric = {
    mean: sample.numeric!.mean,
    sd: sample.numeric!.sd,
    min: sorted[0]!,
    max: sorted.at(-1)!,
    quantiles,
    rankError: 0,
  };
  return { name, role: "feature", kind: "numeric", bins, ...counted(sample), types, distinct: 0, numeric };
}

/** A baseline of one categorical feature; an empty string is missing. */
export function categoricalBaseline(name: string, values: readonly string[], bins: CategoricalBins): FeatureBaseline {
  const sample = categoricalSample(values, bins);
  return { name, role: "feature", kind: "categorical", bins, ...counted(sample), types: NO_TYPES, distinct: 0 };
}

export function baselineOf(features: readonly FeatureBaseline[], version = "v1"): Baseline {
  const records = features[0] ? features[0].rows + features[0].missing : 0;
  return { monitor: "census", version, source: "test", period: null, records, rejected: 0, features, skipped: [] };
}

/** One window from raw values by feature name. */
export function windowOf(
  baseline: Baseline,
  hour: number,
  values: Readonly<Record<string, readonly (number | string)[]>>,
): WindowSample {
  const features = new Map<string, FeatureSample>();
  let records = 0;
  for (const feature of baseline.features) {
    const column = values[feature.name];
    if (!column) continue;
    records = column.length;
    features.set(feature.name, sampleOf(feature.bins, column));
  }
  return { hour, records, features };
}

function sampleOf(bins: NumericBins | CategoricalBins, column: readonly (number | string)[]): FeatureSample {
  return bins.kind === "numeric"
    ? numericSample(column as readonly number[], bins)
    : categoricalSample(column as readonly string[], bins);
}

function counted(sample: FeatureSample): Pick<FeatureBaseline, "binCounts" | "rows" | "missing"> {
  return { binCounts: sample.binCounts, rows: sample.rows, missing: sample.missing };
}
