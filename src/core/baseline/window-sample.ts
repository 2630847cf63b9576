import type { Baseline, FeatureBaseline } from "../../contracts/baseline.js";
import type { FeatureSample } from "../../contracts/drift.js";
import type { WindowSample } from "../../contracts/rule.js";
import type { HourIndex } from "../../contracts/verdict.js";
import type { ColumnProfile, Profile } from "../profile/profile.js";
import { numericCells, valuedCells } from "../summaries/kind-counts.js";
import { sampleDeviation } from "../summaries/moments.js";
import { weightedValuesOf } from "../summaries/numbers.js";
import { requireBins } from "./baseline-bins.js";

/**
 * One window, feature by feature, ready to be compared with the baseline.
 *
 * In a numeric feature everything that is no number counts as missing: rows + missing = records, always. Records that
 * lacked the column are missing too; a feature that no record carried is absent.
 *
 * @param profile of the window's records, counted on the baseline's bins
 * @throws BinsMismatchError when it was counted on other bins
 */
export function windowSample(profile: Profile, baseline: Baseline, hour: HourIndex): WindowSample {
  requireBins(profile, baseline);
  const columns = new Map(profile.columns.map((column) => [column.name, column]));
  const features = new Map<string, FeatureSample>();
  for (const feature of baseline.features) {
    const column = columns.get(feature.name);
    if (column && column.cells > 0) features.set(feature.name, featureSample(feature, column, profile.records));
  }
  const { records, coMoments } = profile;
  return { hour, records, features, ...(coMoments && { coMoments }) };
}

function featureSample(feature: FeatureBaseline, column: ColumnProfile, records: number): FeatureSample {
  const rows = feature.kind === "numeric" ? numericCells(column.kinds) : valuedCells(column.kinds);
  const sample: FeatureSample = {
    kind: feature.kind,
    rows,
    missing: records - rows,
    binCounts: column.bins?.counts ?? feature.binCounts.map(() => 0),
    unseen: column.bins?.unseen ?? 0,
  };
  if (feature.kind === "categorical" || !column.numbers) return sample;
  const { moments } = column.numbers;
  const values = weightedValuesOf(column.numbers);
  return { ...sample, numeric: { mean: moments.mean, sd: sampleDeviation(moments), values } };
}
