import type { Baseline } from "../../../contracts/baseline.js";
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
