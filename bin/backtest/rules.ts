import type { Baseline } from "../../src/contracts/baseline.js";
import type { VerdictRule } from "../../src/contracts/rule.js";
import { CalibrationInputError } from "../../src/core/calibration/calibration-errors.js";
import { calibratedRule } from "../../src/core/verdict/calibrated/calibrated-rule.js";
import { learnNormal } from "../../src/core/verdict/calibrated/learn-normal.js";
import type { CountedWindow, Normal } from "../../src/core/verdict/calibrated/normal.js";
import { fixedRule } from "../../src/core/verdict/fixed-rule.js";
import type { WindowClock } from "./window-clock.js";

/** A rule with a title for people. */
export interface TitledRule {
  readonly title: string;
  readonly rule: VerdictRule<unknown, unknown>;
}

/** Rules that can be asked for whatever the reference. */
export const CALIBRATED = "calibrated";
export const FIXED = "fixed";

/** Fewest windows of a reference that a calibration is learned from: 28 batches, or seven hours. */
const LEAST_WINDOWS = { hour: 7, day: 28 } as const;

export type LearnedNormal = { readonly normal: Normal } | { readonly tooShort: string };

/** Calibrates on a reference, or says why that is impossible. */
export function learnedNormal(
  baseline: Baseline,
  windows: readonly CountedWindow[],
  clock: WindowClock,
  falseAlarmsPer30Days: number,
): LearnedNormal {
  const { size, zone } = clock;
  const least = LEAST_WINDOWS[size];
  if (windows.length < least) return { tooShort: shortage(windows.length, least, size) };
  try {
    return { normal: learnNormal(baseline, windows, { falseAlarmsPer30Days, window: size, zone }) };
  } catch (error) {
    if (error instanceof CalibrationInputError) return { tooShort: error.message };
    throw error;
  }
}

function shortage(windows: number, least: number, size: "hour" | "day"): string {
  const plural = size === "day" ? "daily windows" : "hourly windows";
  return `the reference holds ${windows} of the ${least} ${plural} that a calibration needs`;
}

/** The rules that a log is replayed by: the calibrated one where there is one, then those with fixed thresholds. */
export function replayedRules(normal: Normal | null, clock: WindowClock): TitledRule[] {
  return [
    ...(normal
      ? [{ title: "Plumbline, calibrated on the reference", rule: named(CALIBRATED, calibratedRule(normal, clock)) }]
      : []),
    { title: "Plumbline, fixed thresholds", rule: named(FIXED, fixedRule()) },
  ];
}

function named<Evidence, State>(name: string, rule: VerdictRule<Evidence, State>): VerdictRule<Evidence, State> {
  return { ...rule, name };
}
