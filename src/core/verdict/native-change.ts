import type { FeatureBaseline } from "../../contracts/baseline.js";
import type { NativeChange } from "../../contracts/verdict.js";
import { shareChange } from "../drift/arcsine-change.js";
import type { FeatureCounts } from "./feature-counts.js";

interface Candidate {
  readonly change: NativeChange;
  /** How far it moved, in standard deviations or as Cohen's h: what candidates are chosen by. */
  readonly size: number;
}

/** A window's counts with its median; null for categories, without rows, and for windows pooled from several hours. */
export interface ChangedWindow {
  readonly counts: FeatureCounts;
  readonly median: number | null;
}

/** Missing values, before and now. Null without records. */
export function missingChange(feature: FeatureBaseline, counts: FeatureCounts): NativeChange | null {
  const [referenceRecords, records] = [total(feature.binCounts) + feature.missing, rowsOf(counts) + counts.missing];
  if (referenceRecords === 0 || records === 0) return null;
  return share("missing values", feature.missing / referenceRecords, counts.missing / records);
}

/**
 * The change of a distribution in the feature's own units: of its median, its share of values beyond anything in the
 * reference, its share of unseen categories and its share of any one bin, the one that moved most. Null without rows.
 */
export function distributionChange(feature: FeatureBaseline, window: ChangedWindow): NativeChange | null {
  if (rowsOf(window.counts) === 0 || total(feature.binCounts) === 0) return null;
  const candidates = [
    ...medianCandidate(feature, window),
    ...outsideCandidates(feature, window.counts),
    shareCandidate("values never seen before", feature, 0, window.counts, window.counts.unseen),
    ...feature.binCounts.map((normal, bin) =>
      shareCandidate(binName(feature, bin), feature, normal, window.counts, window.counts.bins[bin]!),
    ),
  ];
  return candidates.reduce((largest, candidate) => (candidate.size > largest.size ? candidate : largest)).change;
}

function medianCandidate(feature: FeatureBaseline, { median }: ChangedWindow): readonly Candidate[] {
  if (!feature.numeric || median === null || !(feature.numeric.sd > 0)) return [];
  const normal = feature.numeric.quantiles[(feature.numeric.quantiles.length - 1) / 2];
  if (normal === undefined) return [];
  const size = Math.abs(median - normal) / feature.numeric.sd;
  return [{ change: { what: "median", unit: "value", normal, now: median }, size }];
}

function outsideCandidates(feature: FeatureBaseline, counts: FeatureCounts): readonly Candidate[] {
  if (!feature.numeric) return [];
  const { min, max } = feature.numeric;
  return [
    shareCandidate(`values above ${number(max)}, the largest before,`, feature, 0, counts, counts.above),
    shareCandidate(`values below ${number(min)}, the smallest before,`, feature, 0, counts, counts.below),
  ];
}

function shareCandidate(
  what: string,
  feature: FeatureBaseline,
  normal: number,
  counts: FeatureCounts,
  now: number,
): Candidate {
  const [referenceRows, rows] = [total(feature.binCounts), rowsOf(counts)];
  const size = Math.abs(shareChange(normal, referenceRows, now, rows));
  return { change: share(what, normal / referenceRows, now / rows), size };
}

function binName(feature: FeatureBaseline, bin: number): string {
  if (feature.bins.kind === "categorical") {
    const category = feature.bins.categories[bin];
    return category === undefined ? "share of all rarer categories" : `share of "${category}"`;
  }
  const [low, high] = [feature.bins.edges[bin - 1], feature.bins.edges[bin]];
  if (low === undefined) return high === undefined ? "all values" : `share of values up to ${number(high)}`;
  return high === undefined
    ? `share of values above ${number(low)}`
    : `share of values above ${number(low)} up to ${number(high)}`;
}

const number = (value: number): string => String(Number(value.toPrecision(4)));
const share = (what: string, normal: number, now: number): NativeChange => ({ what, unit: "share", normal, now });
const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
const rowsOf = (counts: FeatureCounts): number => total(counts.bins) + counts.unseen;
