import type { FeatureBaseline } from "../../contracts/baseline.js";
import type { FeatureSample } from "../../contracts/drift.js";
import type { ChartBin } from "./bin-chart.js";
import { formatNumber } from "./words.js";

const MAX_BINS = 24;

/** Shares of a feature's bins, reference beside current, with labels in the feature's own units. */
export function chartBins(feature: FeatureBaseline, sample: FeatureSample): ChartBin[] {
  const labels = binLabels(feature);
  const unseen =
    sample.unseen > 0 ? [{ label: "never seen", reference: 0, current: share(sample.unseen, sample.rows) }] : [];
  const bins = labels.map((label, index) => ({
    label,
    reference: share(feature.binCounts[index] ?? 0, feature.rows),
    current: share(sample.binCounts[index] ?? 0, sample.rows),
  }));
  return [...shorten(bins), ...unseen];
}

/** Far more categories than a chart can hold become one last bar. */
function shorten(bins: ChartBin[]): ChartBin[] {
  if (bins.length <= MAX_BINS) return bins;
  const rest = bins.slice(MAX_BINS - 1);
  const sum = (side: "reference" | "current"): number => rest.reduce((total, bin) => total + bin[side], 0);
  return [
    ...bins.slice(0, MAX_BINS - 1),
    { label: `${rest.length} others`, reference: sum("reference"), current: sum("current") },
  ];
}

function binLabels(feature: FeatureBaseline): string[] {
  if (feature.bins.kind === "categorical") return [...feature.bins.categories, "rest"];
  const { edges } = feature.bins;
  if (edges.length === 0) return ["all"];
  const between = edges.slice(1).map((edge, index) => `${formatNumber(edges[index]!)} - ${formatNumber(edge)}`);
  return [`<= ${formatNumber(edges[0]!)}`, ...between, `> ${formatNumber(edges.at(-1)!)}`];
}

const share = (count: number, rows: number): number => (rows === 0 ? 0 : count / rows);
