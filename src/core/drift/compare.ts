import type { FeatureSample } from "../../contracts/drift.js";
import { effectOf } from "./effect.js";
import { type Judgement, type MetricLimit, judge } from "./judge.js";
import { metricLimit } from "./metric-limit.js";
import { driftMetrics } from "./registry.js";

/** One metric of a comparison. */
export interface ComparedMetric {
  readonly name: string;
  readonly value: number;
  readonly pValue: number | null;
  /** Against the metric's limit; `insufficient` where there are fewer rows than the limit was chosen for. */
  readonly state: "ok" | "drifting" | "insufficient";
}

/** One column of two data sets, compared by every metric that applies. */
export interface ColumnComparison {
  /** In the order of the registry. */
  readonly metrics: readonly ComparedMetric[];
  /** Metrics that have no value here, and why. */
  readonly leftOut: readonly { readonly name: string; readonly reason: string }[];
  /** How much the column changed, in standard deviations of the reference. */
  readonly effect: number;
  readonly verdict: "ok" | "drifting" | "insufficient";
}

/**
 * A change below this effect is not called drift on the strength of a p-value alone: with enough rows every p-value
 * rejects a difference that means nothing.
 */
const SMALLEST_EFFECT = 0.05;

/**
 * Compares two samples of one column. It has drifted where any metric passes its limit with rows enough; p-values count
 * from an effect of 0.05 standard deviations on.
 *
 * @param limits default: every metric of the registry with its default threshold
 * @throws PlumblineError `BINS_MISMATCH` when the samples were counted on different bins
 */
export function compareSamples(
  reference: FeatureSample,
  current: FeatureSample,
  limits: readonly MetricLimit[] = defaultLimits(),
): ColumnComparison {
  const applicable = limits.filter(({ metric }) => metric.appliesTo.includes(reference.kind));
  const judged = applicable.map((limit) => ({ limit, judgement: judge(limit, reference, current) }));
  const effect = Math.max(effectOf("bins", reference, current), effectOf("missing", reference, current));
  const metrics = judged.flatMap(({ limit, judgement }) => compared(limit, judgement, effect));
  const leftOut = judged.flatMap(({ limit, judgement: { score, state, reason } }) =>
    score === null || state === "not-applicable"
      ? [{ name: limit.metric.name, reason: reason ?? "no reason given" }]
      : [],
  );
  return { metrics, leftOut, effect, verdict: verdictOf(metrics) };
}

function defaultLimits(): readonly MetricLimit[] {
  return driftMetrics.names.map((name) => metricLimit({ name }));
}

function compared({ metric, judgedBy }: MetricLimit, judgement: Judgement, effect: number): ComparedMetric[] {
  const { score, state } = judgement;
  if (score === null || state === "not-applicable") return [];
  const meaningless = state === "drifting" && judgedBy === "p-value" && effect < SMALLEST_EFFECT;
  return [{ name: metric.name, ...score, state: meaningless ? "ok" : state }];
}

function verdictOf(metrics: readonly ComparedMetric[]): ColumnComparison["verdict"] {
  const states = new Set(metrics.map(({ state }) => state));
  if (states.has("drifting")) return "drifting";
  return states.has("ok") ? "ok" : "insufficient";
}
