import type { AtomicWindow, Limits } from "../types.js";
import { AIM, importanceShares, LENS_SHARES } from "./budget-shares.js";
import { type CheckCount, lensLimit } from "./lens-limit.js";
import { trendLimit } from "./trend-limit.js";

/** Days that false alarms are counted over, and evaluations in them. */
const PERIOD_DAYS = 30;
const PERIOD_HOURS = 720;
const DAY_HOURS = 24;

/** How often and by how many checks a feature is tested. */
export interface FeatureTests extends CheckCount {
  /** Part of the atomic windows that hold enough rows to be judged, 0 to 1. */
  readonly judgedShare: number;
  /** Null: all features of the group share the limits that their number gives. */
  readonly importance: number | null;
}

/** What a group of features may spend, and what its reference allows. */
export interface LimitPlan {
  readonly window: AtomicWindow;
  /** False alarms per 30 days that this group may give, before the internal aim. */
  readonly budget: number;
  readonly hasDayLens: boolean;
  /** Reference days divided by their memory. */
  readonly effectiveDays: number;
}

/**
 * Limits of a group of features: each lens at the z where its expected false alarms use up its part of the budget.
 * Where no hour holds enough rows to be judged, the hour's part goes to the other lenses: the monitor is judged daily.
 * With importances each feature solves for its own part.
 */
export function featureLimits(features: readonly FeatureTests[], plan: LimitPlan): Limits[] {
  const important = features.some(({ importance }) => importance !== null);
  if (!important) {
    const limits = groupLimits(features, plan);
    return features.map((feature) => judgedLimits(feature, limits, plan));
  }
  const shares = importanceShares(features.map(({ importance }) => importance ?? 0));
  return features.map((feature, f) =>
    judgedLimits(feature, groupLimits([feature], { ...plan, budget: plan.budget * shares[f]! }), plan),
  );
}

function groupLimits(features: readonly FeatureTests[], plan: LimitPlan): Limits {
  const all = countChecks(features, () => 1);
  if (all.twoSided + all.oneSided === 0) return { hour: null, day: null, trend: null };
  const parts = LENS_SHARES[plan.window];
  const atomic = countChecks(features, ({ judgedShare }) => judgedShare);
  const judged = atomic.twoSided + atomic.oneSided > 0;
  const scale = (AIM * plan.budget) / (judged || plan.window === "day" ? 1 : parts.day + parts.trend);
  const trend = all.twoSided > 0 ? trendLimit(parts.trend * scale, plan.effectiveDays, all.twoSided) : null;
  if (plan.window === "day") {
    return { hour: null, day: judged ? lensLimit(parts.atomic * scale, 1, atomic, PERIOD_DAYS) : null, trend };
  }
  return {
    hour: judged ? lensLimit(parts.atomic * scale, 1, atomic, PERIOD_HOURS) : null,
    day: plan.hasDayLens ? lensLimit(parts.day * scale, DAY_HOURS, all, PERIOD_HOURS) : null,
    trend: plan.hasDayLens ? trend : null,
  };
}

/** A feature whose windows are never judged has no limit for them. */
function judgedLimits(feature: FeatureTests, limits: Limits, plan: LimitPlan): Limits {
  if (feature.judgedShare > 0) return limits;
  return plan.window === "day" ? { ...limits, day: null } : { ...limits, hour: null };
}

function countChecks(features: readonly FeatureTests[], weight: (feature: FeatureTests) => number): CheckCount {
  let twoSided = 0;
  let oneSided = 0;
  for (const feature of features) {
    twoSided += weight(feature) * feature.twoSided;
    oneSided += weight(feature) * feature.oneSided;
  }
  return { twoSided, oneSided };
}
