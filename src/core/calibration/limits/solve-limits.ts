import type { FeatureFit } from "../fit/feature-fit.js";
import type { TailFit } from "../fit/tail-fit.js";
import type { AtomicWindow, CheckName, FeatureGroup, Limits } from "../types.js";
import { type BudgetKind, budgetShares } from "./budget-shares.js";
import { featureLimits, type FeatureTests } from "./feature-limits.js";

/** What the limits of a monitor depend on besides its checks. */
export interface LimitOptions {
  readonly falseAlarmsPer30Days?: number;
  readonly importance?: ReadonlyMap<string, number>;
  readonly alsoChecked?: readonly Exclude<BudgetKind, "features" | "prediction">[];
}

/** Reference length as the limits see it. */
export interface LimitLength {
  readonly window: AtomicWindow;
  readonly days: number;
  readonly hasDayLens: boolean;
}

export interface SolvedLimits {
  /** [feature]. */
  readonly byFeature: readonly Limits[];
  /** [feature], for every kind of check whose days have a long memory: the trend's limit at fewer effective days. */
  readonly longTrends: ReadonlyMap<CheckName, readonly (number | null)[]>;
}

/** Limits of every feature at which the expected false alarms meet the budget. */
export function solveLimits(
  fits: readonly FeatureFit[],
  tails: TailFit,
  options: LimitOptions,
  length: LimitLength,
): SolvedLimits {
  const tests = fits.map((fit, f) => testsOf(fit, tails.atomicZ[f]!, options));
  const solve = (memory: number): Limits[] => limitsByGroup(fits, tests, options, length, memory);
  const longTrends = [...tails.longMemory].map(
    ([check, memory]) => [check, solve(memory).map(({ trend }) => trend)] as const,
  );
  return { byFeature: solve(tails.memory), longTrends: new Map(longTrends) };
}

function limitsByGroup(
  fits: readonly FeatureFit[],
  tests: readonly FeatureTests[],
  options: LimitOptions,
  length: LimitLength,
  memory: number,
): Limits[] {
  const groupOf = (fit: FeatureFit): FeatureGroup => fit.feature.group ?? "feature";
  const hasPrediction = fits.some((fit) => groupOf(fit) === "prediction");
  const shares = budgetShares(
    new Set([...(options.alsoChecked ?? []), ...(hasPrediction ? ["prediction" as const] : [])]),
  );
  const limits = new Array<Limits>(fits.length);
  for (const group of ["feature", "prediction"] as const) {
    const members = fits.flatMap((fit, f) => (groupOf(fit) === group ? [f] : []));
    const share = group === "prediction" ? shares.prediction : shares.features;
    const budget = (options.falseAlarmsPer30Days ?? 1) * share;
    const plan = { ...length, budget, effectiveDays: length.days / memory };
    const solved = featureLimits(
      members.map((f) => tests[f]!),
      plan,
    );
    members.forEach((f, m) => {
      limits[f] = solved[m]!;
    });
  }
  return limits;
}

function testsOf(fit: FeatureFit, atomicZ: readonly Float64Array[], options: LimitOptions): FeatureTests {
  const oneSided = fit.checks.filter(({ check }) => check === "shape").length;
  const judged = atomicZ.reduce((sum, z) => sum + z.reduce((n, value) => n + (Number.isNaN(value) ? 0 : 1), 0), 0);
  const evaluated = atomicZ.reduce((sum, z) => sum + z.length, 0);
  return {
    oneSided,
    twoSided: fit.checks.length - oneSided,
    judgedShare: evaluated === 0 ? 0 : judged / evaluated,
    importance: options.importance === undefined ? null : (options.importance.get(fit.feature.name) ?? 0),
  };
}
