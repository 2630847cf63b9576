import type { FeatureStream } from "./world.js";

/** Hour 0 of a stream is a Monday: so was 1970-01-05. */
const MONDAY = 96;
const DAY_HOURS = 24;

/** Whether a stream's entries are hours or days. */
export type WindowSize = "hour" | "day";

export const hoursPer = (window: WindowSize): number => (window === "hour" ? 1 : DAY_HOURS);

/** Absolute hour of a stream's i-th window. */
export function hourOf(window: WindowSize, i: number): number {
  return MONDAY + i * hoursPer(window);
}

export function windowsOf(stream: readonly FeatureStream[]): number {
  return stream[0]!.missing.length;
}

/** A stream of hours summed to days. */
export function byDay(stream: readonly FeatureStream[]): FeatureStream[] {
  const days = Math.floor(windowsOf(stream) / DAY_HOURS);
  const daily = (hourly: Float64Array): Float64Array => {
    const sums = new Float64Array(days);
    for (let i = 0; i < days * DAY_HOURS; i++) sums[Math.floor(i / DAY_HOURS)]! += hourly[i]!;
    return sums;
  };
  return stream.map((feature) => ({
    ...feature,
    counts: Array.from({ length: days }, (_, day) =>
      sumOf(feature.counts.slice(day * DAY_HOURS, (day + 1) * DAY_HOURS)),
    ),
    missing: daily(feature.missing),
    unseen: daily(feature.unseen),
  }));
}

/** Totals over all windows of a feature's bins. */
export function sumOf(counts: readonly Float64Array[]): Float64Array {
  const sum = new Float64Array(counts[0]?.length ?? 0);
  for (const window of counts) for (let b = 0; b < sum.length; b++) sum[b]! += window[b]!;
  return sum;
}

/** The windows from `from` up to `to`. */
export function cut(stream: readonly FeatureStream[], from: number, to: number): FeatureStream[] {
  return stream.map((feature) => ({
    ...feature,
    counts: feature.counts.slice(from, to),
    missing: feature.missing.slice(from, to),
    unseen: feature.unseen.slice(from, to),
  }));
}
