import type { Baseline, FeatureBaseline } from "../../contracts/baseline.js";
import type { CoMomentCounts } from "../../contracts/co-moments.js";
import { PlumblineError } from "../../contracts/errors.js";
import type { FeatureSample } from "../../contracts/drift.js";
import type { WindowSample } from "../../contracts/rule.js";
import { baselineSample } from "../drift/baseline-sample.js";
import { type MetricLimit, type ScoreOutcome, scoreOrReason } from "../drift/judge.js";
import { weightedMedian } from "../drift/weighted-values.js";
import { type FeatureCounts, countsOf } from "./feature-counts.js";
import { applicableLimits } from "./fixed-options.js";

/**
 * What is kept of a window, whatever the rule: a few numbers per bin and feature, which add up over hours and can be judged
 * again by another rule or another calibration. Plain JSON.
 */
export interface WindowCounts {
  /** Version of the baseline whose bins were counted. */
  readonly baseline: string;
  readonly records: number;
  /** In the order of the baseline's features: a column's name is never a key. */
  readonly features: readonly FeatureWindowCounts[];
  /** Sums for correlations of the watched features. */
  readonly coMoments?: CoMomentCounts;
}

export interface FeatureWindowCounts {
  readonly counts: FeatureCounts;
  /** Numeric features with rows. */
  readonly median: number | null;
  /** Scores of metrics that read ordered values, by metric name; they can't be pooled over hours. */
  readonly scores: Readonly<Record<string, ScoreOutcome>>;
}

/** @param limits whose metrics may read ordered values: these are scored now, since counts don't hold them */
export function countWindow(
  baseline: Baseline,
  window: WindowSample,
  limits: readonly MetricLimit[] = [],
): WindowCounts {
  const features = baseline.features.map((feature) => {
    const sample = window.features.get(feature.name);
    const median = sample?.numeric && sample.rows > 0 ? weightedMedian(sample.numeric.values) : null;
    return {
      counts: countsOf(feature, sample, window.records),
      median,
      scores: valueScores(feature, sample, limits),
    };
  });
  const { records, coMoments } = window;
  return { baseline: baseline.version, records, features, ...(coMoments && { coMoments }) };
}

/** The window as if these features had no rows in it: neither judged by nor learned from. */
export function withoutFeatures(baseline: Baseline, window: WindowCounts, names: ReadonlySet<string>): WindowCounts {
  if (names.size === 0) return window;
  const features = window.features.map((feature, f) =>
    names.has(baseline.features[f]!.name) ? withoutRows(feature) : feature,
  );
  return { ...window, features };
}

function withoutRows({ counts }: FeatureWindowCounts): FeatureWindowCounts {
  const none = { bins: counts.bins.map(() => 0), unseen: 0, missing: 0, below: 0, above: 0 };
  return { counts: none, median: null, scores: {} };
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

/** @throws PlumblineError `BASELINE_MISMATCH` when the window was counted on the bins of another baseline */
export function requireCountedOn(baseline: Baseline, evidence: WindowCounts): void {
  if (evidence.baseline === baseline.version && evidence.features.length === baseline.features.length) return;
  throw new PlumblineError(
    "BASELINE_MISMATCH",
    `evidence expects to be judged with baseline ${evidence.baseline}, got ${baseline.version}`,
    { details: { evidence: evidence.baseline, baseline: baseline.version } },
  );
}
