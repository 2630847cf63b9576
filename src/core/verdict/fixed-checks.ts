import type { FeatureBaseline } from "../../contracts/baseline.js";
import type { FeatureSample } from "../../contracts/drift.js";
import type { HourIndex } from "../../contracts/verdict.js";
import { baselineCounts } from "../drift/baseline-sample.js";
import { type MetricLimit, type ScoreOutcome, rowShortage, scoreOrReason } from "../drift/judge.js";
import { sampleOf } from "./feature-counts.js";
import { applicableLimits } from "./fixed-options.js";
import type { CountedValues } from "./native-change.js";
import { type Pool, type Pools, poolKey, poolWith } from "./pooled-counts.js";
import type { FeatureWindowCounts } from "./window-counts.js";

/** One metric of one feature over one window or several pooled ones, scored but not yet held against its limit. */
export interface Check {
  /** Place of the feature in the baseline. */
  readonly index: number;
  readonly feature: FeatureBaseline;
  readonly limit: MetricLimit;
  readonly lens: "hour" | "day";
  readonly outcome: ScoreOutcome;
  readonly reference: FeatureSample;
  readonly current: FeatureSample;
  readonly window: CountedValues;
}

/** One feature in one window. */
export interface FeatureWindow {
  readonly index: number;
  readonly feature: FeatureBaseline;
  readonly limits: readonly MetricLimit[];
  readonly hour: HourIndex;
  readonly evidence: FeatureWindowCounts;
}

/** Scores every applicable metric of a feature; what is too small waits in the returned pools. */
export function checkFeature(
  window: FeatureWindow,
  waiting: Pools,
): { readonly checks: readonly Check[]; readonly pools: readonly (readonly [string, Pool])[] } {
  const checks: Check[] = [];
  const pools: (readonly [string, Pool])[] = [];
  const reference = baselineCounts(window.feature);
  for (const [place, limit] of applicableLimits(window.limits, window.feature)) {
    if (limit.metric.reads === "values") {
      checks.push(checkValues(window, limit, reference));
      continue;
    }
    const key = poolKey(window.index, place);
    const pool = poolWith(Object.hasOwn(waiting, key) ? waiting[key] : undefined, window.hour, window.evidence.counts);
    const current = sampleOf(window.feature, pool.counts);
    if (rowShortage(limit, reference, current) !== null) pools.push([key, pool]);
    checks.push(checkCounts(window, limit, reference, pool));
  }
  return { checks, pools };
}

function checkValues(window: FeatureWindow, limit: MetricLimit, reference: FeatureSample): Check {
  const current = sampleOf(window.feature, window.evidence.counts);
  const { scores } = window.evidence;
  const { name } = limit.metric;
  const outcome = Object.hasOwn(scores, name) ? scores[name]! : NOT_OBSERVED;
  const shortage = rowShortage(limit, reference, current);
  return {
    ...{ index: window.index, feature: window.feature, limit, lens: "hour", reference, current },
    outcome: shortage === null ? outcome : { state: "insufficient", reason: shortage },
    window: window.evidence,
  };
}

/** A window that was observed before the metric was configured keeps no values to compute it from. */
const NOT_OBSERVED: ScoreOutcome = {
  state: "insufficient",
  reason: "the metric was configured after this window was observed",
};

function checkCounts(window: FeatureWindow, limit: MetricLimit, reference: FeatureSample, pool: Pool): Check {
  const current = sampleOf(window.feature, pool.counts);
  const lens = pool.since === window.hour ? "hour" : "day";
  return {
    ...{ index: window.index, feature: window.feature, limit, lens, reference, current },
    outcome: countsOutcome(window.feature, limit, reference, current),
    window: { counts: pool.counts, median: lens === "hour" ? window.evidence.median : null },
  };
}

function countsOutcome(
  feature: FeatureBaseline,
  limit: MetricLimit,
  reference: FeatureSample,
  current: FeatureSample,
): ScoreOutcome {
  if (limit.metric.name === "unseen-categories" && feature.bins.kind === "categorical" && feature.bins.overflow) {
    return { state: "not-applicable", reason: "the reference had more categories than it could list" };
  }
  const shortage = rowShortage(limit, reference, current);
  if (shortage !== null) return { state: "insufficient", reason: shortage };
  return scoreOrReason(limit.metric, reference, current);
}
