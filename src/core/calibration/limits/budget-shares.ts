/** Kinds of checks that share a monitor's false-alarm budget. Deterministic pipeline alarms are outside it. */
export type BudgetKind = "features" | "prediction" | "modelQuality" | "segments" | "correlation";

const SHARES: Readonly<Record<BudgetKind, number>> = {
  features: 0.5,
  prediction: 0.15,
  modelQuality: 0.2,
  segments: 0.1,
  correlation: 0.05,
};

/** What is aimed at of the stated budget: the rest is margin for wobble learned from a finite reference. */
export const AIM = 0.6;

/** Parts of the aim by lens, for hours and for daily batches. They sum to 1. */
export const LENS_SHARES = {
  hour: { atomic: 0.4, day: 0.3, trend: 0.3 },
  day: { atomic: 0.7, day: 0, trend: 0.3 },
} as const;

/**
 * Shares of the budget by kind of check; those of absent kinds go to the features. Sums to 1.
 *
 * @param present kinds that the monitor has besides its features
 */
export function budgetShares(present: ReadonlySet<BudgetKind>): Readonly<Record<BudgetKind, number>> {
  const share = (kind: BudgetKind): number => (present.has(kind) ? SHARES[kind] : 0);
  const others = {
    prediction: share("prediction"),
    modelQuality: share("modelQuality"),
    segments: share("segments"),
    correlation: share("correlation"),
  };
  const rest = Object.values(others).reduce((sum, value) => sum + value, 0);
  return { features: 1 - rest, ...others };
}

/** A fleet's budget in equal parts for its monitors. */
export function monitorBudget(hubFalseAlarmsPer30Days: number, monitors: number): number {
  return hubFalseAlarmsPer30Days / Math.max(1, monitors);
}

/** No feature gets less than this part of an equal share. */
const SMALLEST_SHARE = 0.2;

/**
 * Importance as shares of the budget: proportional, at least a fifth of an equal share each, summing to 1.
 * A feature without a stated importance counts as unimportant.
 *
 * @param importance non-negative, one per feature
 */
export function importanceShares(importance: readonly number[]): number[] {
  const total = importance.reduce((sum, value) => sum + Math.max(0, value), 0);
  const equal = 1 / Math.max(1, importance.length);
  const shares = importance.map((value) => (total > 0 ? Math.max(0, value) / total : equal));
  const raised = shares.map((share) => Math.max(share, SMALLEST_SHARE * equal));
  const sum = raised.reduce((all, share) => all + share, 0);
  return raised.map((share) => share / sum);
}
