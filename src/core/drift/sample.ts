import type { CategoricalBins, NumericBins } from "../../contracts/baseline.js";
import type { FeatureSample, WeightedValues } from "../../contracts/drift.js";
import { undefinedStatistic } from "./comparable.js";
import { weightedValuesOf } from "./weighted-values.js";

/**
 * One side of a comparison from raw numbers, exact: rank error 0.
 *
 * @param values any order; NaN counts as missing
 * @param missing further missing values
 */
export function numericSample(values: ArrayLike<number>, bins: NumericBins, missing = 0): FeatureSample {
  const present = Float64Array.from(values).filter((value) => !Number.isNaN(value));
  const binCounts = new Array<number>(bins.edges.length + 1).fill(0);
  for (const value of present) {
    const bin = binOf(value, bins.edges);
    binCounts[bin] = binCounts[bin]! + 1;
  }
  return {
    kind: "numeric",
    rows: present.length,
    missing: missing + values.length - present.length,
    binCounts,
    unseen: 0,
    numeric: { ...momentsOf(present), values: weightedValuesOf(present) },
  };
}

/** One side of a comparison from raw categories. @param values an empty string counts as missing */
export function categoricalSample(values: readonly string[], bins: CategoricalBins, missing = 0): FeatureSample {
  const binByName = new Map(bins.categories.map((category, bin) => [category, bin]));
  for (const category of bins.rest) binByName.set(category, bins.categories.length);
  const binCounts = new Array<number>(bins.categories.length + 1).fill(0);
  let [present, unseen] = [0, 0];
  for (const value of values) {
    if (value === "") continue;
    present++;
    const bin = binByName.get(value);
    if (bin === undefined) unseen++;
    else binCounts[bin] = binCounts[bin]! + 1;
  }
  return { kind: "categorical", rows: present, missing: missing + values.length - present, binCounts, unseen };
}

/**
 * Inner edges of up to `bins` bins of equal share: the quantiles at 1/bins, 2/bins, ... (the value at rank ceil(q n)), ties
 * merged. The largest value is never an edge, since nothing of the reference would lie beyond it.
 */
export function quantileBins(values: ArrayLike<number>, bins = 10): NumericBins {
  const sorted = Float64Array.from(values)
    .filter((value) => !Number.isNaN(value))
    .sort();
  const edges = new Set<number>();
  for (let k = 1; k < bins && sorted.length > 0; k++) edges.add(sorted[Math.ceil((k / bins) * sorted.length) - 1]!);
  return { kind: "numeric", edges: [...edges].filter((edge) => edge < sorted.at(-1)!) };
}

/** The numeric part of a sample. @throws PlumblineError `UNDEFINED_STATISTIC` where a profile did not keep it */
export function numericPart(metric: string, sample: FeatureSample): NonNullable<FeatureSample["numeric"]> {
  if (sample.numeric) return sample.numeric;
  throw undefinedStatistic(metric, "the moments and ordered values of a numeric feature", "bin counts alone");
}

/** Ordered values of both sides. */
export function orderedValues(
  metric: string,
  reference: FeatureSample,
  current: FeatureSample,
): { readonly reference: WeightedValues; readonly current: WeightedValues } {
  return { reference: numericPart(metric, reference).values, current: numericPart(metric, current).values };
}

function binOf(value: number, edges: readonly number[]): number {
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= edges[middle]!) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Mean and standard deviation (n - 1) in two passes. */
function momentsOf(values: Float64Array): { mean: number; sd: number } {
  const mean = values.reduce((total, value) => total + value, 0) / values.length;
  const squares = values.reduce((total, value) => total + (value - mean) ** 2, 0);
  return { mean, sd: Math.sqrt(squares / (values.length - 1)) };
}
