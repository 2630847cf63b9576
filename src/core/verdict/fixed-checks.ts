import type { FeatureBaseline } from "../../contracts/baseline.js";
import type { FeatureSample } from "../../contracts/drift.js";
import type { HourIndex } from "../../contracts/verdict.js";
import { baselineSample } from "../drift/baseline-sample.js";
import { countedRows } from "../drift/comparable.js";
import { type MetricLimit, type ScoreOutcome, scoreOrReason } from "../drift/judge.js";
import { sampleOf } from "./feature-counts.js";
import type { FeatureEvidence } from "./fixed-evidence.js";
import { applicableLimits } from "./fixed-options.js";
import type { ChangedWindow } from "./native-change.js";
import { type Pool, type Pools, poolKey, poolWith } from "./pooled-counts.js";

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
  readonly window: ChangedWindow;
}

/** One feature in one window. */
export interface FeatureWindow {
  readonly index: number;
  readonly feature: FeatureBaseline;
  readonly limits: readonly MetricLimit[];
  readonly hour: HourIndex;
  readonly evidence: FeatureEvidence;
}

/** Scores every applicable metric of a feature; what is too small waits in the returned pools. */
export function checkFeature(
  window: FeatureWindow,
  waiting: Pools,
): { readonly checks: readonly Check[]; readonly pools: readonly (readonly [string, Pool])[] } {
  const checks: Check[] = [];
  const pools: (readonly [string, Pool])[] = [];
  const reference = baselineSample(window.feature);
  for (const [place, limit] of applicableLimits(window.limits, window.feature)) {
    if (limit.metric.reads === "values") {
      checks.push(checkValues(window, limit, reference));
      continue;
    }
    const key = poolKey(window.index, place);
    const pool = poolWith(Object.hasOwn(waiting, key) ? waiting[key] : undefined, window.hour, window.evidence.counts);
    const current = sampleOf(window.feature, pool.counts);
    if (countedRows(limit.metric, current) < limit.minimumRows) pools.push([key, pool]);
    checks.push(checkCounts(window, limit, reference, pool));
  }
  return { checks, pools };
}

function checkValues(window: FeatureWindow, limit: MetricLimit, reference: FeatureSample): Check {
  const current = sampleOf(window.feature, window.evidence.counts);
  const { scores } = window.evidence;
  const { name } = limit.metric;
  const outcome = Object.hasOwn(scores, name) ? scores[name]! : NOT_OBSERVED;
  return {
    ...{ index: window.index, feature: window.feature, limit, lens: "hour", reference, current },
    outcome: current.rows < limit.minimumRows ? tooFew(current.rows, limit.minimumRows, "hour") : outcome,
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
  const rows = countedRows(limit.metric, current);
  return {
    ...{ index: window.index, feature: window.feature, limit, lens, reference, current },
    outcome: countsOutcome(window.feature, limit, reference, current) ?? tooFew(rows, limit.minimumRows, lens),
    window: { counts: pool.counts, median: lens === "hour" ? window.evidence.median : null },
  };
}

/** Null while there are too few rows. */
function countsOutcome(
  feature: FeatureBaseline,
  limit: MetricLimit,
  reference: FeatureSample,
  current: FeatureSample,
): ScoreOutcome | null {
  if (limit.metric.name === "unseen-categories" && feature.bins.kind === "categorical" && feature.bins.overflow) {
    return { state: "not-applicable", reason: "the reference had more categories than it could list" };
  }
  if (countedRows(limit.metric, current) < limit.minimumRows) return null;
  return scoreOrReason(limit.metric, reference, current);
}

function tooFew(rows: number, needed: number, lens: "hour" | "day"): ScoreOutcome {
  return { state: "insufficient", reason: `${rows} rows${lens === "hour" ? "" : " so far"}, ${needed} needed` };
}
