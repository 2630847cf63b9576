import type { Baseline, FeatureBaseline } from "../../../contracts/baseline.js";
import type { ReferenceFeature, ReferenceSeries } from "../../calibration/types.js";
import type { CountedWindow } from "./counted-window.js";

/**
 * Windows as calibration reads them, feature by feature in the order of the baseline.
 *
 * A reference knows all its own categories, so none of its rows would be unseen, and the first new one in production would
 * look like a sensation. What is counted as unseen instead are rows of categories that the rest of the reference did not
 * have (`FeatureBaseline.leftOut`); they leave the bin of the rarer categories.
 *
 * @param windows ascending, counted on the baseline's bins
 */
export function referenceSeries(baseline: Baseline, windows: readonly CountedWindow[]): ReferenceSeries {
  return {
    hours: windows.map(({ hour }) => hour),
    features: baseline.features.map((feature, f) => referenceFeature(feature, f, windows)),
  };
}

function referenceFeature(feature: FeatureBaseline, f: number, windows: readonly CountedWindow[]): ReferenceFeature {
  const { name, kind, role, bins } = feature;
  const leftOut = new Map(feature.leftOut ?? []);
  const parts = windows.map(({ hour, evidence }) => {
    const { counts } = evidence.features[f]!;
    const last = counts.bins.length - 1;
    const moved = Math.min(leftOut.get(hour) ?? 0, kind === "categorical" ? counts.bins[last]! : 0);
    const kept = moved === 0 ? counts.bins : counts.bins.with(last, counts.bins[last]! - moved);
    return { counts: kept, missing: counts.missing, unseen: counts.unseen + moved };
  });
  return {
    name,
    kind,
    group: role,
    counts: parts.map(({ counts }) => counts),
    missing: parts.map(({ missing }) => missing),
    unseen: parts.map(({ unseen }) => unseen),
    unseenIsKnown: bins.kind === "categorical" && !bins.overflow,
  };
}
