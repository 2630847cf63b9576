import type { Baseline } from "../../contracts/baseline.js";
import type { HourIndex } from "../../contracts/verdict.js";
import type { LevelChart, LevelPoint } from "../../core/report/widget/level-chart.js";
import { formatNumber, formatShare } from "../../core/report/words.js";
import { addCounts, type FeatureCounts } from "../../core/verdict/feature-counts.js";
import type { CountedValues } from "../../core/verdict/native-change.js";
import type { WindowCounts } from "../../core/verdict/window-counts.js";

/** One window of one feature. */
export interface FeatureWindow extends CountedValues {
  readonly hour: HourIndex;
}

/** The one number of a window that is drawn over time. */
export interface LevelStatistic {
  readonly title: string;
  of(window: CountedValues): number | null;
  readonly format: LevelChart["format"];
}

/** The feature in windows that were counted on this baseline's bins; others can't be compared. */
export function windowOfFeature(
  { hour, evidence }: { readonly hour: HourIndex; readonly evidence: WindowCounts | null },
  baseline: Baseline,
  index: number,
): FeatureWindow | null {
  if (evidence?.baseline !== baseline.version) return null;
  const feature = evidence.features[index];
  return feature === undefined ? null : { hour, counts: feature.counts, median: feature.median };
}

/** Numbers by their median, categories by the share of the one that moved most. */
export function levelStatistic(
  { bins, numeric }: Baseline["features"][number],
  normal: FeatureCounts,
  now: FeatureCounts | null,
): LevelStatistic {
  if (numeric !== undefined || bins.kind === "numeric") {
    return { title: "Median", of: ({ median }) => median, format: formatNumber };
  }
  const moved = (bin: number): number =>
    now === null ? 0 : Math.abs(shareOf(now, now.bins[bin]!) - shareOf(normal, normal.bins[bin]!));
  const unseen = now === null ? 0 : shareOf(now, now.unseen);
  const bin = normal.bins.reduce((most, _, at) => (moved(at) > moved(most) ? at : most), 0);
  if (unseen > moved(bin)) {
    return {
      title: "Share of values never seen before",
      of: ({ counts }) => shareIn(counts, counts.unseen),
      format: formatShare,
    };
  }
  const category = bins.categories[bin];
  return {
    title: category === undefined ? "Share of all rarer categories" : `Share of "${category}"`,
    of: ({ counts }) => shareIn(counts, counts.bins[bin] ?? 0),
    format: formatShare,
  };
}

export function levelPoints(windows: readonly FeatureWindow[], statistic: LevelStatistic): readonly LevelPoint[] {
  return windows.flatMap((window) => {
    const value = statistic.of(window);
    return value === null ? [] : [{ hour: window.hour, value }];
  });
}

const LEAST_WINDOWS = 20;
const TAIL = 0.025;

/** Where 19 of 20 windows lay; null for fewer than 20 of them. */
export function usualRange(points: readonly LevelPoint[]): readonly [number, number] | null {
  if (points.length < LEAST_WINDOWS) return null;
  const values = points.map(({ value }) => value).sort((a, b) => a - b);
  const cut = Math.floor(values.length * TAIL);
  return [values[cut]!, values[values.length - 1 - cut]!];
}

/** The last windows that make a day; null without windows. */
export function lastDayOf(
  windows: readonly FeatureWindow[],
): { readonly counts: FeatureCounts; readonly first: HourIndex; readonly last: HourIndex } | null {
  const last = windows.at(-1);
  if (!last) return null;
  const recent = windows.filter(({ hour }) => hour > last.hour - 24);
  return { counts: recent.map(({ counts }) => counts).reduce(addCounts), first: recent[0]!.hour, last: last.hour };
}

const rowsOf = ({ bins, unseen }: FeatureCounts): number => bins.reduce((sum, rows) => sum + rows, unseen);
const shareOf = (counts: FeatureCounts, count: number): number => (rowsOf(counts) === 0 ? 0 : count / rowsOf(counts));
const shareIn = (counts: FeatureCounts, count: number): number | null =>
  rowsOf(counts) === 0 ? null : count / rowsOf(counts);
