import type { FeatureBaseline } from "../../contracts/baseline.js";
import type { Finding, NativeChange } from "../../contracts/verdict.js";
import { baselineCounts } from "../drift/baseline-sample.js";
import { scoreOrReason } from "../drift/judge.js";
import { driftMetrics } from "../drift/registry.js";
import { type CheckHistory, LEAST_DAYS, MOST_WINDOWS } from "./calibrated/check-history.js";
import type { CountedWindow } from "./calibrated/counted-window.js";
import { pooledValues } from "./calibrated/pooled-values.js";
import { sampleOf } from "./feature-counts.js";
import { baselineValues, distributionChange, missingChange } from "./native-change.js";

const DAY_HOURS = 24;

/**
 * How one metric of a fixed threshold has gone, by UTC day; by window where there are few days.
 *
 * @param place of the feature in the baseline whose bins were counted
 * @param windows ascending
 * @returns null for a metric that reads values one by one, which are not kept, or that alarms on small p-values
 */
export function metricHistory(
  feature: FeatureBaseline,
  place: number,
  windows: readonly CountedWindow[],
  { check, value, limit }: Pick<Finding, "check" | "value" | "limit">,
): CheckHistory | null {
  const metric = driftMetrics.values().find(({ name }) => name === check);
  if (!metric || metric.reads === "values" || value < limit) return null;
  const reference = baselineCounts(feature);
  const days = utcDays(windows);
  const byDay = days.length >= LEAST_DAYS;
  const spans = byDay ? days : windows.slice(-MOST_WINDOWS).map((window) => [window]);
  const points = spans.map((span) => {
    const now = pooledValues(
      span.map(({ evidence }) => evidence),
      place,
    );
    const current = sampleOf(feature, now.counts);
    const score = scoreOrReason(metric, reference, current);
    const normal = baselineValues(feature);
    const change: NativeChange | null =
      metric.reads === "missing" ? missingChange(normal.counts, now.counts) : distributionChange(feature, normal, now);
    return { hour: span[0]!.hour, value: "value" in score ? score.value : null, rows: current.rows, change };
  });
  return { unit: byDay ? "day" : "hour", limit, usual: null, points };
}

function utcDays(windows: readonly CountedWindow[]): CountedWindow[][] {
  const days = new Map<number, CountedWindow[]>();
  for (const window of windows) {
    const day = Math.floor(window.hour / DAY_HOURS);
    days.set(day, [...(days.get(day) ?? []), window]);
  }
  return [...days.values()];
}
