import type { Baseline, FeatureBaseline } from "../../contracts/baseline.js";
import type { FeatureSample } from "../../contracts/drift.js";
import type { WindowSample } from "../../contracts/rule.js";
import { baselineSample } from "../drift/baseline-sample.js";
import { type MetricLimit, type ScoreOutcome, scoreOrReason } from "../drift/judge.js";
import { weightedMedian } from "../drift/weighted-values.js";
import { type FeatureCounts, countsOf } from "./feature-counts.js";
import { applicableLimits } from "./fixed-options.js";

/** What the fixed rule keeps of a window: a few numbers per bin and feature. Plain JSON. */
export interface FixedEvidence {
  /** Version of the baseline whose bins were counted. */
  readonly baseline: string;
  readonly records: number;
  /** In the order of the baseline's features: a column's name is never a key. */
  readonly features: readonly FeatureEvidence[];
}

export interface FeatureEvidence {
  readonly counts: FeatureCounts;
  /** Numeric features with rows. */
  readonly median: number | null;
  /** Scores of metrics that read ordered values, by metric name; they can't be pooled over hours. */
  readonly scores: Readonly<Record<string, ScoreOutcome>>;
}

export function observeWindow(baseline: Baseline, limits: readonly MetricLimit[], window: WindowSample): FixedEvidence {
  const features = baseline.features.map((feature) => {
    const sample = window.features.get(feature.name);
    const median = sample?.numeric && sample.rows > 0 ? weightedMedian(sample.numeric.values) : null;
    return {
      counts: countsOf(feature, sample, window.records),
      median,
      scores: valueScores(feature, sample, limits),
    };
  });
  return { baseline: baseline.version, records: window.records, features };
}

function valueScores(
  feature: FeatureBaseline,
  sample: FeatureSample | undefined,
  limits: readonly MetricLimit[],
): Readonly<Record<string, ScoreOutcome>> {
  const metrics = applicableLimits(limits, feature)
    .map(([, { metric }]) => metric)
    .filter((metric) => metric.reads === "values");
  if (!sample || metrics.length === 0) return {};
  const reference = baselineSample(feature);
  return Object.fromEntries(metrics.map((metric) => [metric.name, scoreOrReason(metric, reference, sample)]));
}
