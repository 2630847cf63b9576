import type { FeatureBaseline } from "../../contracts/baseline.js";
import type { NativeChange } from "../../contracts/verdict.js";
import { shareChange } from "../drift/arcsine-change.js";
import type { FeatureCounts } from "./feature-counts.js";

interface Candidate {
  readonly change: NativeChange;
  /** How far it moved, in standard deviations or as Cohen's h: what candidates are chosen by. */
  readonly size: number;
}

/** Counts of a window or of a reference, with its median; null for categories and without rows. */
export interface CountedValues {
  readonly counts: FeatureCounts;
  readonly median: number | null;
  /** What the median is called: of windows pooled from several hours only hourly medians are known. Default `median`. */
  readonly medianName?: string;
}

/** The baseline's own rows: what is normal where nothing was learned from production. */
export function baselineValues(feature: FeatureBaseline): CountedValues {
  const quantiles = feature.numeric?.quantiles ?? [];
  const { binCounts: bins, missing } = feature;
  return {
    counts: { bins, missing, unseen: 0, below: 0, above: 0 },
    median: quantiles[(quantiles.length - 1) / 2] ?? null,
  };
}

/** Missing values, normally and now. Null without records. */
export function missingChange(normal: FeatureCounts, now: FeatureCounts): NativeChange | null {
  const records = (counts: FeatureCounts): number => rowsOf(counts) + counts.missing;
  if (records(normal) === 0 || records(now) === 0) return null;
  return share("missing values", normal.missing / records(normal), now.missing / records(now));
}

/** Categories in none of the reference's lists, normally and now. Null without rows. */
export function unseenChange(normal: FeatureCounts, now: FeatureCounts): NativeChange | null {
  if (rowsOf(normal) === 0 || rowsOf(now) === 0) return null;
  return shareCandidate("values never seen before", normal, normal.unseen, now, now.unseen).change;
}

/**
 * The change of a distribution in the feature's own units: of its median, its share of values beyond anything in the
 * reference, its share of unseen categories and its share of any one bin, the one that moved most. Null without rows.
 */
export function distributionChange(
  feature: FeatureBaseline,
  normal: CountedValues,
  now: CountedValues,
): NativeChange | null {
  if (rowsOf(now.counts) === 0 || rowsOf(normal.counts) === 0) return null;
  const candidates = [
    ...medianCandidate(feature, normal, now),
    ...outsideCandidates(feature, normal.counts, now.counts),
    shareCandidate("values never seen before", normal.counts, normal.counts.unseen, now.counts, now.counts.unseen),
    ...normal.counts.bins.map((rows, bin) =>
      shareCandidate(binName(feature, bin), normal.counts, rows, now.counts, now.counts.bins[bin]!),
    ),
  ];
  return candidates.reduce((largest, candidate) => (candidate.size > largest.size ? candidate : largest)).change;
}

function medianCandidate(feature: FeatureBaseline, normal: CountedValues, now: CountedValues): readonly Candidate[] {
  if (!feature.numeric || normal.median === null || now.median === null || !(feature.numeric.sd > 0)) return [];
  const size = Math.abs(now.median - normal.median) / feature.numeric.sd;
  const what = now.medianName ?? "median";
  return [{ change: { what, unit: "value", normal: normal.median, now: now.median }, size }];
}

function outsideCandidates(feature: FeatureBaseline, normal: FeatureCounts, now: FeatureCounts): readonly Candidate[] {
  if (!feature.numeric) return [];
  const { min, max } = feature.numeric;
  return [
    shareCandidate(`values above ${number(max)}, the largest before,`, normal, normal.above, now, now.above),
    shareCandidate(`values below ${number(min)}, the smallest before,`, normal, normal.below, now, now.below),
  ];
}

function shareCandidate(
  what: string,
  normal: FeatureCounts,
  normalCount: number,
  now: FeatureCounts,
  count: number,
): Candidate {
  const [normalRows, rows] = [rowsOf(normal), rowsOf(now)];
  const size = Math.abs(shareChange(normalCount, normalRows, count, rows));
  return { change: share(what, normalCount / normalRows, count / rows), size };
}

function binName(feature: FeatureBaseline, bin: number): string {
  if (feature.bins.kind === "categorical") {
    const category = feature.bins.categories[bin];
    return category === undefined ? "share of all rarer categories" : `share of "${category}"`;
  }
  const [low, high] = [feature.bins.edges[bin - 1], feature.bins.edges[bin]];
  if (low === undefined) return high === undefined ? "all values" : `share of values up to ${number(high)},`;
  return high === undefined
    ? `share of values above ${number(low)},`
    : `share of values above ${number(low)} up to ${number(high)},`;
}

const number = (value: number): string => String(Number(value.toPrecision(4)));
const share = (what: string, normal: number, now: number): NativeChange => ({ what, unit: "share", normal, now });
const rowsOf = ({ bins, unseen }: FeatureCounts): number => bins.reduce((sum, count) => sum + count, unseen);
