import type { DriftMetric } from "../../contracts/drift.js";
import { PlumblineError } from "../../contracts/errors.js";
import type { MetricLimit } from "./judge.js";
import { driftMetrics } from "./registry.js";

/** A metric as a configuration names it; what is left out is the metric's own default. */
export interface MetricChoice {
  /** Name in the registry. */
  readonly name: string;
  /** Judge by the value or by the p-value, whatever the metric's own habit. */
  readonly judgedBy?: "value" | "p-value";
  /** Value at or above which, or p-value at or below which, the feature has drifted. */
  readonly threshold?: number;
  readonly minimumRows?: number;
}

/** @throws PlumblineError `UNKNOWN_NAME` or `BAD_THRESHOLD` */
export function metricLimit(choice: MetricChoice): MetricLimit {
  const metric = driftMetrics.get(choice.name);
  const judgedBy = choice.judgedBy ?? metric.judgedBy;
  const limit = {
    metric,
    judgedBy,
    threshold: choice.threshold ?? defaultThreshold(metric, judgedBy),
    minimumRows: choice.minimumRows ?? metric.minimumRows,
  };
  requireSensible(limit);
  return limit;
}

/** One stable window in a thousand. */
const DEFAULT_P = 0.001;

function defaultThreshold(metric: DriftMetric, judgedBy: "value" | "p-value"): number {
  if (judgedBy === metric.judgedBy) return metric.defaultThreshold;
  if (judgedBy === "p-value") return DEFAULT_P;
  throw badThreshold(metric.name, "a threshold to be judged by its value", "none");
}

function requireSensible({ metric, judgedBy, threshold, minimumRows }: MetricLimit): void {
  const largest = judgedBy === "p-value" ? 1 : Infinity;
  if (!(threshold > 0 && threshold < largest)) {
    throw badThreshold(metric.name, `a ${judgedBy} threshold above 0 and below ${largest}`, String(threshold));
  }
  if (!(Number.isInteger(minimumRows) && minimumRows >= 1)) {
    throw badThreshold(metric.name, "minimumRows to be a whole number of at least 1", String(minimumRows));
  }
}

function badThreshold(metric: string, rule: string, got: string): PlumblineError {
  return new PlumblineError("BAD_THRESHOLD", `${metric} expects ${rule}, got ${got}`, { details: { metric } });
}
