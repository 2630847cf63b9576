import type { FeatureBaseline } from "../../contracts/baseline.js";
import type { MetricLimit } from "../drift/judge.js";
import { type MetricChoice, metricLimit } from "../drift/metric-limit.js";

/** A metric of the fixed rule, on every feature it applies to or on some of them. */
export interface FixedMetric extends MetricChoice {
  /** Whether the metric judges this feature at all; for rules that choose a metric by kind or size. Default: always. */
  readonly only?: (feature: FeatureBaseline) => boolean;
}

/** A limit with the features that it is for. */
export interface FixedLimit extends MetricLimit {
  readonly only?: (feature: FeatureBaseline) => boolean;
}

/** What the fixed rule holds windows against. */
export interface FixedRuleOptions {
  /** Default: `DEFAULT_FIXED_METRICS`. */
  readonly metrics?: readonly FixedMetric[];
  /** Importance of features, any scale; see `importanceShares`. Default: equal. */
  readonly importance?: ReadonlyMap<string, number>;
  /** How p-values are corrected for the number of features that are tested in one window. Default `none`. */
  readonly correction?: "none" | "bonferroni" | "benjamini-hochberg";
}

/**
 * Metrics, thresholds and minimum rows of the fixed rule, chosen to be quiet on independent rows without change. At 200 rows,
 * the fewest, chance alone gives PSI >= 0.2 in 8 of a million windows (ten bins: P(chi-squared(9) >= 0.2 * 200)) and a missing
 * rate's h >= 0.35 in 1 of a million (5 standard deviations); 5 % unseen values are ten rows. Rows that come in correlated
 * batches, and seasons that the reference averages over, move these statistics more than chance does: then raise the
 * threshold or the minimum.
 */
export const DEFAULT_FIXED_METRICS: readonly MetricChoice[] = [
  { name: "psi", threshold: 0.2, minimumRows: 200 },
  { name: "missing-rate", threshold: 0.35, minimumRows: 200 },
  { name: "unseen-categories", threshold: 0.05, minimumRows: 200 },
];

/** @throws PlumblineError `UNKNOWN_NAME` or `BAD_THRESHOLD` */
export function limitsOf(options: FixedRuleOptions): readonly FixedLimit[] {
  const metrics: readonly FixedMetric[] = options.metrics ?? DEFAULT_FIXED_METRICS;
  return metrics.map((choice) => ({
    ...metricLimit(choice),
    ...(choice.only === undefined ? {} : { only: choice.only }),
  }));
}

/** Limits that say something about this feature, with their index. */
export function applicableLimits(
  limits: readonly FixedLimit[],
  feature: FeatureBaseline,
): readonly (readonly [number, FixedLimit])[] {
  return limits
    .map((limit, index) => [index, limit] as const)
    .filter(([, { metric, only }]) => metric.appliesTo.includes(feature.kind) && (only?.(feature) ?? true));
}
