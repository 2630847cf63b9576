import type { FeatureBaseline } from "../../contracts/baseline.js";
import type { FeatureSample } from "../../contracts/drift.js";
import { weightOutside } from "../drift/weighted-values.js";

/** What adds up over hours of one feature. Plain JSON. */
export interface FeatureCounts {
  /** Rows per bin of the baseline. */
  readonly bins: readonly number[];
  readonly unseen: number;
  readonly missing: number;
  /** Rows below the reference's smallest value and above its largest; 0 for categories. */
  readonly below: number;
  readonly above: number;
}

/**
 * Counts of one window. A feature that no record carried is missing in all of them. Where the reference had more categories
 * than it could list, an unseen one can't be told from a rare one, so unseen rows join `rest`.
 */
export function countsOf(feature: FeatureBaseline, sample: FeatureSample | undefined, records: number): FeatureCounts {
  if (!sample) return { bins: feature.binCounts.map(() => 0), unseen: 0, missing: records, below: 0, above: 0 };
  const outside =
    feature.numeric && sample.numeric
      ? weightOutside(sample.numeric.values, feature.numeric.min, feature.numeric.max)
      : { below: 0, above: 0 };
  const counts = { bins: sample.binCounts, unseen: sample.unseen, missing: sample.missing, ...outside };
  if (feature.bins.kind !== "categorical" || !feature.bins.overflow) return counts;
  const last = counts.bins.length - 1;
  return { ...counts, bins: counts.bins.map((rows, bin) => (bin === last ? rows + counts.unseen : rows)), unseen: 0 };
}

export function addCounts(a: FeatureCounts, b: FeatureCounts): FeatureCounts {
  return {
    bins: a.bins.map((rows, bin) => rows + b.bins[bin]!),
    unseen: a.unseen + b.unseen,
    missing: a.missing + b.missing,
    below: a.below + b.below,
    above: a.above + b.above,
  };
}

/** The counts as one side of a comparison, for metrics that read bins or missing values. */
export function sampleOf(feature: FeatureBaseline, counts: FeatureCounts): FeatureSample {
  const known = counts.bins.reduce((total, rows) => total + rows, 0);
  return {
    kind: feature.kind,
    rows: known + counts.unseen,
    missing: counts.missing,
    binCounts: counts.bins,
    unseen: counts.unseen,
  };
}
