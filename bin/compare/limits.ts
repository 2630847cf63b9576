import type { MetricLimit } from "../../src/core/drift/judge.js";
import { metricLimit } from "../../src/core/drift/metric-limit.js";
import { driftMetrics } from "../../src/core/drift/registry.js";
import { UsageError } from "../failure.js";

/**
 * What drift is called at.
 *
 * @param methods names of the registry; undefined: all
 * @param threshold as written; for metrics that are judged alike
 * @throws UsageError, PlumblineError `UNKNOWN_NAME` or `BAD_THRESHOLD`
 */
export function limitsOf(methods: readonly string[] | undefined, threshold: string | undefined): MetricLimit[] {
  const names = [...new Set(methods ?? driftMetrics.names)];
  if (threshold === undefined) return names.map((name) => metricLimit({ name }));
  if (!methods) throw new UsageError("--threshold expects --method beside it, got none: each metric has its own scale");
  const value = threshold.trim() === "" ? Number.NaN : Number(threshold);
  if (!Number.isFinite(value)) throw new UsageError(`--threshold expects a number, got ${threshold}`);
  const limits = names.map((name) => metricLimit({ name, threshold: value }));
  if (new Set(limits.map(({ judgedBy }) => judgedBy)).size > 1) {
    const habits = limits.map(({ metric, judgedBy }) => `${metric.name} (${judgedBy})`).join(", ");
    throw new UsageError(`--threshold expects metrics that are judged alike, got ${habits}`);
  }
  return limits;
}
