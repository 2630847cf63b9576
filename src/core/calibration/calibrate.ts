import { CalibrationInputError } from "./calibration-errors.js";
import { anchorOf, checkReferenceFeature, type FeatureAnchor, scoreWindows, typicalRows } from "./fit/anchor.js";
import { type FeatureFit, fitFeature, type FitPlan } from "./fit/feature-fit.js";
import { replayResiduals } from "./fit/replay.js";
import { removeLevel } from "./fit/level.js";
import { fitTails, type TailFit } from "./fit/tail-fit.js";
import { unusualWindows } from "./fit/unusual-windows.js";
import { referenceDays, seasonPlan, windowClock } from "./fit/window-clock.js";
import type { BudgetKind } from "./limits/budget-shares.js";
import { type SolvedLimits, solveLimits } from "./limits/solve-limits.js";
import { utc, type ZoneOffset } from "./local-time.js";
import type {
  AtomicWindow,
  Calibration,
  FeatureCalibration,
  ReferenceFeature,
  ReferenceSeries,
  ScoreRules,
} from "./types.js";

export interface CalibrationOptions {
  /** Default 1. */
  readonly falseAlarmsPer30Days?: number;
  /** Default `hour`; `day` for batches that come once a day. */
  readonly window?: AtomicWindow;
  /** Default UTC. */
  readonly zone?: ZoneOffset;
  /** Importance by feature name, any non-negative scale; without it all features count alike. */
  readonly importance?: ReadonlyMap<string, number>;
  /** Other kinds of checks that draw on the same budget. Default none. */
  readonly alsoChecked?: readonly Exclude<BudgetKind, "features" | "prediction">[];
  readonly rules?: Partial<ScoreRules>;
}

/** The rules of the specification: 9.3 (exact tails), 4.9 and 9.9 (rows), 4.7 (effect). */
export const DEFAULT_RULES: ScoreRules = {
  exactBelowExpected: 5,
  minimumEffectiveRows: 30,
  minimumShareOfTypical: 0.2,
  minimumEffect: 0.05,
};

const DAY_HOURS = 24;
/** Fewest windows with rows that variances can be fitted to at all. */
const SMALLEST_REFERENCE = 7;
/** A day's wobble can't be told from fewer days. */
const SMALLEST_DAY_REFERENCE = 3;
/** Windows (days) from which the false-alarm budget is promised. */
const PROMISED_FROM_DAYS = 28;

/**
 * Learns from a timestamped reference what is normal for every feature: level, season, natural wobble, tails; and the
 * limits at which the expected false alarms meet the budget.
 *
 * @returns plain JSON, about 7 kB a feature
 * @throws CalibrationInputError when the reference is malformed or has fewer than 7 windows with rows
 */
export function calibrate(reference: ReferenceSeries, options: CalibrationOptions = {}): Calibration {
  return calibrateOn(reference, options, null);
}

/** Fits a reference, on its own level or (refit, retraining) on anchors that stay. */
export function calibrateOn(
  reference: ReferenceSeries,
  options: CalibrationOptions,
  anchors: ReadonlyMap<string, FeatureAnchor> | null,
): Calibration {
  const window = options.window ?? "hour";
  const clock = windowClock(reference.hours, options.zone ?? utc);
  for (const feature of reference.features) checkReferenceFeature(feature, clock.windows);
  const observed = observedWindows(reference);
  const windows = observed.reduce((sum, flag) => sum + flag, 0);
  if (windows < SMALLEST_REFERENCE) {
    throw new CalibrationInputError("calibrate", `at least ${SMALLEST_REFERENCE} reference windows with rows`, windows);
  }
  const days = window === "day" ? windows : referenceDays(clock, observed);
  const rules = { ...DEFAULT_RULES, ...options.rules };
  const dayHours = window === "hour" && days >= SMALLEST_DAY_REFERENCE ? DAY_HOURS : null;
  const plan: FitPlan = { clock, season: seasonPlan(window, days), dayHours, rules };
  const fits = reference.features.map((feature) => fitOne(feature, plan, anchors));
  const tails = fitTails(fits, { window, windows, days });
  const length = { window, days, hasDayLens: dayHours !== null };
  const limits = solveLimits(fits, tails, options, length);
  const features = fits.map((fit, f) => assemble(fit, tails, f, limits));
  return {
    formatVersion: 1,
    window,
    referenceWindows: windows,
    referenceDays: days,
    promised: days >= PROMISED_FROM_DAYS,
    memory: tails.memory,
    falseAlarmsPer30Days: options.falseAlarmsPer30Days ?? 1,
    rules,
    features,
    unusualWindows: unusualWindows(fits, tails, features, clock),
  };
}

function fitOne(
  feature: ReferenceFeature,
  plan: FitPlan,
  anchors: ReadonlyMap<string, FeatureAnchor> | null,
): FeatureFit {
  const rows = feature.counts.map((counts) => Array.from(counts).reduce((sum, count) => sum + count, 0));
  const typical = typicalRows(rows, plan.clock);
  const anchor = anchors?.get(feature.name) ?? anchorOf(feature, typical);
  const kept = anchors?.has(feature.name) ?? false;
  const scored = scoreWindows(feature, anchor);
  const table = { scores: scored.residuals, columns: scored.columns, rows: scored.rows };
  const replay = kept ? removeLevel(table, plan.clock, plan.season) : replayResiduals(table, plan.clock, plan.season);
  return fitFeature(feature, anchor, scored, replay, typical, plan);
}

/** 1 for windows in which any feature has rows. */
function observedWindows(reference: ReferenceSeries): Uint8Array {
  const observed = new Uint8Array(reference.hours.length);
  for (const feature of reference.features) {
    for (let i = 0; i < observed.length; i++) {
      if (observed[i] === 1) continue;
      if (Array.from(feature.counts[i]!).some((count) => count > 0)) observed[i] = 1;
    }
  }
  return observed;
}

function assemble(fit: FeatureFit, tails: TailFit, f: number, limits: SolvedLimits): FeatureCalibration {
  const { season } = fit.replay;
  return {
    name: fit.feature.name,
    kind: fit.feature.kind,
    group: fit.feature.group ?? "feature",
    ...fit.anchor,
    hourCells: Array.from(season.hourCells, compact),
    weekdayCells: Array.from(season.weekdayCells, compact),
    checks: tails.checks[f]!.map((check) => {
      const memory = tails.longMemory.get(check.check);
      if (memory === undefined) return check;
      return { ...check, longMemory: { memory, trendLimit: limits.longTrends.get(check.check)![f]! } };
    }),
    typicalRows: fit.typical,
    limits: limits.byFeature[f]!,
  };
}

/** Seasonal means to six digits: their own error is larger by far, and they are most of what is stored. */
function compact(value: number): number {
  return Number(value.toPrecision(6));
}
