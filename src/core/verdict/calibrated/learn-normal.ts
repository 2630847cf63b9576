import type { Baseline } from "../../../contracts/baseline.js";
import { calibrate, type CalibrationOptions } from "../../calibration/calibrate.js";
import { learningCalibration, type LearningOptions } from "../../calibration/learning/learning-calibration.js";
import { type BudgetKind, budgetShares } from "../../calibration/limits/budget-shares.js";
import { refit } from "../../calibration/refit.js";
import { requireCountedOn } from "../window-counts.js";
import { learnCorrelation, type NormalCorrelation } from "./correlation.js";
import type { CountedWindow } from "./counted-window.js";
import { levelOfBaseline, type Normal } from "./normal.js";
import { pooledValues } from "./pooled-values.js";
import { referenceSeries } from "./reference-series.js";

/**
 * Learns from timestamped windows what is normal: level, season, wobble, tails, and the limits that keep the budget.
 *
 * @param windows ascending, counted on the baseline's bins
 * @throws CalibrationInputError with fewer than seven windows with rows
 * @throws PlumblineError `BASELINE_MISMATCH` when a window was counted on other bins
 */
export function learnNormal(
  baseline: Baseline,
  windows: readonly CountedWindow[],
  options: CalibrationOptions = {},
): Normal {
  for (const { evidence } of windows) requireCountedOn(baseline, evidence);
  const correlation = correlationOf(baseline, windows, options);
  const calibration = calibrate(referenceSeries(baseline, windows), sharing(options, correlation));
  const counted = windows.map(({ evidence }) => evidence);
  const level = baseline.features.map((_, f) => {
    const { counts, median } = pooledValues(counted, f);
    return { counts, median };
  });
  const normal = { mode: "calibrated", baselineVersion: baseline.version, calibration, level } as const;
  return correlation ? { ...normal, correlation } : normal;
}

/** Season, wobble, tails and limits learned anew from windows without incidents; the level stays. */
export function refitNormal(
  baseline: Baseline,
  normal: Normal,
  clean: readonly CountedWindow[],
  options: CalibrationOptions = {},
): Normal {
  for (const { evidence } of clean) requireCountedOn(baseline, evidence);
  const series = referenceSeries(baseline, clean);
  return { ...normal, calibration: refit(normal.calibration, series, sharing(options, normal.correlation ?? null)) };
}

/** Correlations draw on the same budget, if there are any to watch. */
function sharing(options: CalibrationOptions, correlation: NormalCorrelation | null): CalibrationOptions {
  if (!correlation) return options;
  return { ...options, alsoChecked: [...(options.alsoChecked ?? []), "correlation"] };
}

function correlationOf(
  baseline: Baseline,
  windows: readonly CountedWindow[],
  options: CalibrationOptions,
): NormalCorrelation | null {
  const prediction = baseline.features.some(({ role }) => role === "prediction") ? (["prediction"] as const) : [];
  const kinds = new Set<BudgetKind>([...(options.alsoChecked ?? []), ...prediction, "correlation"]);
  const budget = (options.falseAlarmsPer30Days ?? 1) * budgetShares(kinds).correlation;
  return learnCorrelation(baseline, windows, budget, options);
}

/** What to go by while the first live windows come in: a training table has no time, so only its level is known. */
export function learningNormal(baseline: Baseline, options: LearningOptions = {}): Normal {
  const totals = baseline.features.map(({ name, kind, role, bins, binCounts, missing }) => ({
    name,
    kind,
    group: role,
    counts: binCounts,
    missing,
    unseen: 0,
    unseenIsKnown: bins.kind === "categorical" && !bins.overflow,
  }));
  const calibration = learningCalibration(totals, options);
  return { mode: "learning", baselineVersion: baseline.version, calibration, level: levelOfBaseline(baseline) };
}
