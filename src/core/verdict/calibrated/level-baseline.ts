import type { Baseline, FeatureBaseline } from "../../../contracts/baseline.js";
import type { FeatureSample } from "../../../contracts/drift.js";
import { sampleOf } from "../feature-counts.js";
import type { FeatureLevel, Normal } from "./normal.js";

/** The baseline with the counts of what was learned from: what reports draw as normal. Bins and version stay. */
export function levelBaseline(baseline: Baseline, { level }: Normal): Baseline {
  const features = baseline.features.map((feature, f) => {
    const { counts } = level[f]!;
    return { ...feature, binCounts: counts.bins, rows: rowsOf(level[f]!), missing: counts.missing };
  });
  return { ...baseline, features };
}

export function rowsOf({ counts: { bins, unseen } }: FeatureLevel): number {
  return bins.reduce((sum, rows) => sum + rows, unseen);
}

/** The level as one side of a comparison by counts. */
export function levelSample(feature: FeatureBaseline, { counts }: FeatureLevel): FeatureSample {
  return sampleOf(feature, counts);
}
