import type { CloudWatchView } from "../../cloudwatch/cloudwatch.js";

/** The span of time that the page shows, ending at the simulation's now. */
export interface TimeRange {
  readonly name: RangeName;
  readonly startMs: number;
  readonly endMs: number;
}

export type RangeName = "24h" | "7d" | "28d" | "all";

const HOUR = 3_600_000;
const MINUTE = 60_000;
const DEFAULT_RANGE: RangeName = "28d";

export const RANGES: readonly { readonly name: RangeName; readonly label: string; readonly spanMs: number }[] = [
  { name: "24h", label: "24 hours", spanMs: 24 * HOUR },
  { name: "7d", label: "7 days", spanMs: 7 * 24 * HOUR },
  { name: "28d", label: "28 days", spanMs: 28 * 24 * HOUR },
  { name: "all", label: "All", spanMs: Infinity },
];

/** The range of that name, 28 days for any other; "all" begins with the first datum. */
export function timeRange(name: string | undefined, nowMs: number, cloudwatch: CloudWatchView): TimeRange {
  const range = RANGES.find((candidate) => candidate.name === (name ?? DEFAULT_RANGE)) ?? RANGES[2]!;
  const endMs = Math.ceil((nowMs + 1) / MINUTE) * MINUTE;
  if (range.spanMs !== Infinity) return { name: range.name, startMs: endMs - range.spanMs, endMs };
  const first = Math.min(cloudwatch.firstDataMs() ?? Infinity, endMs - HOUR);
  return { name: range.name, startMs: Math.floor(first / HOUR) * HOUR, endMs };
}

const PERIODS_SECONDS = [60, 300, 900, 3600, 3 * 3600, 6 * 3600, 12 * 3600, 24 * 3600];

/** More datapoints than this in a line can't be told apart on the page. */
const READABLE_POINTS = 340;
/** More than this aren't drawn even where a dashboard keeps its own periods: 56 days by the hour are 1,344. */
const MAXIMUM_POINTS = 1500;

/**
 * The shortest period by which a range still gives a readable line.
 *
 * @param keepPeriods true where the dashboard wants its own periods: then the limit is what can be drawn at all
 */
export function readablePeriodSeconds({ startMs, endMs }: TimeRange, keepPeriods = false): number {
  const seconds = (endMs - startMs) / 1000;
  const points = keepPeriods ? MAXIMUM_POINTS : READABLE_POINTS;
  const fitting = PERIODS_SECONDS.find((period) => seconds / period <= points);
  return fitting ?? Math.ceil(seconds / points / 86_400) * 86_400;
}
