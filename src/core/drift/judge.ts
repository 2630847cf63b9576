import type { DriftMetric, FeatureSample, MetricScore } from "../../contracts/drift.js";
import { InsufficientDataError, PlumblineError } from "../../contracts/errors.js";
import { countedRows } from "./comparable.js";

/** What drift is called at: a metric with its threshold and the fewest rows that the threshold was chosen for. */
export interface MetricLimit {
  readonly metric: DriftMetric;
  readonly judgedBy: "value" | "p-value";
  readonly threshold: number;
  readonly minimumRows: number;
}

/** One comparison, judged. Where it could not be judged, `value` and `ratio` are 0 and mean nothing. */
export interface Judgement {
  readonly state: "ok" | "drifting" | "insufficient" | "not-applicable";
  readonly reason?: string;
  readonly score: MetricScore | null;
  /** What was held against the limit: the metric's value, or its p-value. */
  readonly value: number;
  readonly limit: number;
  /** 1 is the alarm line: value / limit, or ln p / ln limit. */
  readonly ratio: number;
}

/** A score, or why there is none. */
export type ScoreOutcome =
  MetricScore | (Pick<Judgement, "reason"> & { readonly state: "insufficient" | "not-applicable" });

/** Scores without throwing for what the metric says about its data. Other errors (bins that differ) are thrown. */
export function scoreOrReason(metric: DriftMetric, reference: FeatureSample, current: FeatureSample): ScoreOutcome {
  try {
    return metric.score(reference, current);
  } catch (error) {
    if (error instanceof InsufficientDataError) return { state: "insufficient", reason: error.message };
    const undecided = error instanceof PlumblineError && UNDECIDED_CODES.includes(error.code);
    if (undecided) return { state: "not-applicable", reason: error.message };
    throw error;
  }
}

const UNDECIDED_CODES: readonly string[] = ["NOT_APPLICABLE", "UNDEFINED_STATISTIC"];

/** Compares and judges; too few rows are `insufficient`, never ok. */
export function judge(limit: MetricLimit, reference: FeatureSample, current: FeatureSample): Judgement {
  const outcome = scoreOrReason(limit.metric, reference, current);
  const shortage = rowShortage(limit, reference, current);
  if (shortage === null || ("state" in outcome && outcome.state === "not-applicable"))
    return judgeScore(limit, outcome);
  return unjudged(limit, "insufficient", shortage, "value" in outcome ? outcome : null);
}

/** Part of the minimum that the effective size must reach: a reference ten times the minimum costs nothing. */
const EFFECTIVE_PART = 0.9;

/**
 * Why there are too few rows for a limit, in words; null where there are enough. Minimum rows are chosen for a reference that is much
 * larger than the window; against a small one the effective size n N / (n + N) must make up for it.
 */
export function rowShortage(limit: MetricLimit, reference: FeatureSample, current: FeatureSample): string | null {
  const [n, referenceRows] = [countedRows(limit.metric, current), countedRows(limit.metric, reference)];
  if (n < limit.minimumRows) return `${n} rows, ${limit.minimumRows} needed`;
  const needed = EFFECTIVE_PART * limit.minimumRows;
  if ((n * referenceRows) / (n + referenceRows) >= needed) return null;
  return `${n} rows against ${referenceRows} of the reference, too few of both for a minimum of ${limit.minimumRows}`;
}

/** Judges a score that has rows enough. */
export function judgeScore(limit: MetricLimit, outcome: ScoreOutcome): Judgement {
  if ("state" in outcome) return unjudged(limit, outcome.state, outcome.reason, null);
  const value = limit.judgedBy === "value" ? outcome.value : outcome.pValue;
  if (value === null) return unjudged(limit, "not-applicable", `${limit.metric.name} has no p-value`, outcome);
  const crossed = limit.judgedBy === "value" ? value >= limit.threshold : value <= limit.threshold;
  const state = crossed ? "drifting" : "ok";
  return { state, score: outcome, value, limit: limit.threshold, ratio: alarmRatio(limit, value) };
}

/** A p-value that underflowed to 0 still has a finite ratio. */
const SMALLEST_P = 1e-300;

function alarmRatio(limit: MetricLimit, value: number): number {
  if (limit.judgedBy === "value") return value / limit.threshold;
  return Math.log(Math.max(SMALLEST_P, value)) / Math.log(limit.threshold);
}

function unjudged(
  limit: MetricLimit,
  state: "insufficient" | "not-applicable",
  reason: string | undefined,
  score: MetricScore | null,
): Judgement {
  return { state, ...(reason === undefined ? {} : { reason }), score, value: 0, limit: limit.threshold, ratio: 0 };
}
