import { basisLoadings } from "../scores/window-scores.js";
import { checkZ, checkRows, type FeatureModel, isSufficient } from "../scores/check-score.js";
import type { LensFreedom } from "../scores/z-scores.js";
import type { CheckCalibration, CheckName, LensVariance, ReferenceFeature, ScoreRules, TypicalRows } from "../types.js";
import type { FeatureAnchor } from "./anchor.js";
import { type LensTable, lensWindow, rollingLenses, tumblingDays } from "./lens-table.js";
import { atomicVariance, checkSample, lensWobble, shapeFreedom } from "./lens-variance.js";
import { NO_CORRECTION } from "./tail-correction.js";
import type { Replay } from "./replay.js";
import type { SeasonPlan, WindowClock } from "./window-clock.js";

/** A feature's variances with the replay that they were learned from, before tails and limits. */
export interface FeatureFit {
  readonly feature: ReferenceFeature;
  readonly anchor: FeatureAnchor;
  readonly model: FeatureModel;
  readonly replay: Replay;
  readonly typical: TypicalRows;
  readonly checks: readonly CheckCalibration[];
  /** Replay residuals, window by window and day by day. */
  readonly atomic: LensTable;
  readonly days: LensTable;
}

/** How the reference is read: shared by all features. */
export interface FitPlan {
  readonly clock: WindowClock;
  readonly season: SeasonPlan;
  /** Hours of the longer lens; null where the atomic window is a day or the reference is too short for one. */
  readonly dayHours: number | null;
  readonly rules: ScoreRules;
}

/** The checks that mean something for this feature. */
export function checksOf(feature: ReferenceFeature, anchor: FeatureAnchor): CheckName[] {
  const bins = anchor.rows > 0 ? anchor.shares.length : 0;
  if (feature.kind === "numeric") {
    const byBins: readonly (readonly [CheckName, number])[] = [
      ["shift", 2],
      ["spread", 3],
      ["missing", 0],
      ["shape", 4],
    ];
    return byBins.filter(([, least]) => bins >= least).map(([check]) => check);
  }
  const unseen: CheckName[] = (feature.unseenIsKnown ?? true) ? ["unseen"] : [];
  return ["missing", ...unseen, ...(bins >= 2 ? (["shape"] as const) : [])];
}

/** Variances of every check of one feature, from replayed residuals. */
export function fitFeature(
  feature: ReferenceFeature,
  anchor: FeatureAnchor,
  scored: LensTable,
  replay: Replay,
  typical: TypicalRows,
  plan: FitPlan,
): FeatureFit {
  const loadings = basisLoadings(anchor.shares, anchor.basis);
  const reference = { rows: anchor.rows, missing: anchor.missing, unseen: anchor.unseen };
  const base: FeatureModel = { bins: anchor.shares.length, loadings, reference, clusterOmega: 1, rules: plan.rules };
  const atomic = { ...scored, residuals: replay.residuals };
  const rolling = plan.dayHours === null ? null : rollingLenses(atomic, plan.clock, plan.dayHours);
  const checks = checksOf(feature, anchor).map((check) => fitCheck(base, check, atomic, rolling, feature));
  const clusterOmega = checks.find(({ check }) => check === "shape")?.omega ?? 1;
  return {
    feature,
    anchor,
    model: { ...base, clusterOmega },
    replay,
    typical,
    checks,
    atomic,
    days: tumblingDays(atomic, plan.clock),
  };
}

function fitCheck(
  model: FeatureModel,
  check: CheckName,
  atomic: LensTable,
  rolling: LensTable | null,
  feature: ReferenceFeature,
): CheckCalibration {
  const sample = checkSample(model, check, atomic);
  const { omega, wobble } = atomicVariance(model, check, sample);
  const lens = (tau: number, of: typeof sample, bySkewness: boolean): LensVariance => ({
    wobble: tau,
    shapeFreedom: check === "shape" ? shapeFreedom(model, omega, tau, of, bySkewness) : 0,
    tail: NO_CORRECTION,
  });
  if (rolling === null) return { check, omega, atomic: lens(wobble, sample, true), day: null, trendScale: 1 };
  const daySample = checkSample(model, check, rolling);
  const dayWobble = lensWobble(model, check, omega, daySample);
  // Skewness counts over a day only for numeric shape: on categories it went deaf to real events.
  return {
    check,
    omega,
    atomic: lens(wobble, sample, true),
    day: lens(dayWobble, daySample, feature.kind === "numeric"),
    trendScale: 1,
  };
}

/** z of one check in every window of a table, before tail correction; NaN where there are too few rows to judge. */
export function replayZ(
  fit: FeatureFit,
  check: CheckCalibration,
  table: LensTable,
  lens: "atomic" | "day",
  freedom: LensFreedom,
): Float64Array {
  const variance = lens === "day" && check.day !== null ? check.day : check.atomic;
  const typical = lens === "day" ? fit.typical.day : fit.typical.atomic;
  const out = new Float64Array(table.windows);
  for (let i = 0; i < table.windows; i++) {
    const window = lensWindow(table, i);
    const rows = checkRows(check.check, window);
    out[i] = isSufficient(rows, check.omega, typical, fit.model.rules)
      ? checkZ(fit.model, check.check, check.omega, variance, window, freedom)
      : NaN;
  }
  return out;
}
