import type { Baseline, FeatureBaseline } from "../../contracts/baseline.js";
import type { ColumnProfile, Profile } from "../profile/profile.js";
import { numericCells, valuedCells } from "../summaries/kind-counts.js";
import { requireBins } from "./baseline-bins.js";
import { typesOf } from "./learn.js";

/**
 * The same baseline with exact counts, once the reference has been profiled again on the baseline's own bins. Bins,
 * quantiles and version stay; features that the profile lacks stay as they were.
 *
 * @param binned profile of the whole reference on the baseline's bins
 * @throws BinsMismatchError when it was counted on other bins
 */
export function recount(baseline: Baseline, binned: Profile): Baseline {
  requireBins(binned, baseline);
  const columns = new Map(binned.columns.map((column) => [column.name, column]));
  return {
    ...baseline,
    features: baseline.features.map((feature) => {
      const column = columns.get(feature.name);
      return column?.bins ? recounted(feature, column, binned.records) : feature;
    }),
  };
}

function recounted(feature: FeatureBaseline, column: ColumnProfile, records: number): FeatureBaseline {
  const rows = feature.kind === "numeric" ? numericCells(column.kinds) : valuedCells(column.kinds);
  return {
    ...feature,
    binCounts: column.bins?.counts ?? feature.binCounts,
    rows,
    missing: records - rows,
    types: typesOf(column.kinds),
  };
}
