import type { MonitorConfig } from "../../src/config/index.js";
import type { Baseline } from "../../src/contracts/baseline.js";
import type { BacktestResult, ReplayedLog, ReplayPromise } from "../../src/core/backtest/backtest-result.js";
import { elapsedDays } from "../../src/core/backtest/elapsed-days.js";
import { featureSensitivity } from "../../src/core/backtest/feature-sensitivity.js";
import { ruleSummary } from "../../src/core/backtest/rule-summary.js";
import { countsOf } from "../profile/profile-report.js";
import type { CountedReference } from "./count-reference.js";
import { notesOf } from "./notes.js";
import type { ReadLog } from "./read-log.js";
import type { Replayed } from "./replay.js";
import type { ReplayPlan } from "./replay-plan.js";
import { CALIBRATED, type LearnedNormal } from "./rules.js";
import type { ReplaySettings } from "./settings.js";
import type { WindowClock } from "./window-clock.js";

/** The rule whose episodes are told, and whether the others are left out. */
export interface WantedRule {
  readonly name: string;
  readonly alone: boolean;
}

/** Everything that a replay came to. */
export interface ReplayParts extends CountedReference, Replayed {
  readonly plan: ReplayPlan;
  readonly settings: ReplaySettings;
  readonly monitor: MonitorConfig | null;
  readonly wanted: WantedRule;
  /** Name of the rule whose episodes are told. */
  readonly told: string;
  readonly clock: WindowClock;
  readonly learned: Baseline;
  readonly reference: ReadLog;
  readonly production: ReadLog;
  readonly normal: LearnedNormal;
}

export function replayResult(parts: ReplayParts): BacktestResult {
  const { plan, settings, clock, baseline, learned, normal, outcomes } = parts;
  const production = replayedLog(parts.production, clock);
  const { outcome } = outcomes.find((each) => each.outcome.rule === parts.told)!;
  const rules = outcomes.map(({ outcome, ...words }) =>
    ruleSummary(words, outcome, production.days, (hour) => clock.dayOf(hour)),
  );
  const calibration = "normal" in normal ? normal.normal.calibration : null;
  const promise = promiseOf(parts);
  const unusualWindows = calibration?.unusualWindows ?? [];
  return {
    monitor: settings.monitor,
    windowSize: clock.size,
    timeZone: clock.timeZone,
    time: plan.time,
    page: settings.page,
    outcome,
    summary: rules.find(({ rule }) => rule === parts.told)!,
    promise,
    rules,
    sensitivity: calibration ? featureSensitivity(baseline, calibration) : [],
    unusualWindows,
    reference: replayedLog(parts.reference, clock),
    production,
    features: baseline.features.map(({ name }) => name),
    leftOut: [
      ...[...plan.leftOut].map(([column, reason]) => ({ column, reason })),
      ...(learned.skipped ?? []).map(({ name, reason }) => ({ column: name, reason })),
    ],
    notes: notesOf({ ...parts, promise, unusualWindows: unusualWindows.length }),
  };
}

function promiseOf({ normal, settings, wanted, told }: ReplayParts): ReplayPromise {
  const { falseAlarmsPer30Days } = settings;
  const no = (why: string): ReplayPromise => ({ falseAlarmsPer30Days, promised: false, why });
  if (told !== CALIBRATED && wanted.name === CALIBRATED && "tooShort" in normal) {
    return no(
      `judged by fixed thresholds instead of the calibrated rule: ${normal.tooShort}. No number of false pages is promised`,
    );
  }
  if (told !== CALIBRATED) return no("thresholds of this rule are fixed: no number of false pages is promised");
  const { promised, referenceDays } = (normal as Extract<LearnedNormal, { normal: unknown }>).normal.calibration;
  if (promised) return { falseAlarmsPer30Days, promised, why: null };
  return no(`the reference covers ${referenceDays} days: below 28, no number of false pages is promised`);
}

function replayedLog({ files, period, windows }: ReadLog, { size }: WindowClock): ReplayedLog {
  const { records } = countsOf(files);
  const excluded = files.reduce((sum, file) => sum + file.excluded, 0);
  return {
    files: files.map(({ name, format }) => ({ name, format })),
    ...records,
    read: records.read + excluded,
    excluded,
    windows: windows.length,
    days: elapsedDays(windows, size),
    firstMs: period?.firstMs ?? NaN,
    lastMs: period?.lastMs ?? NaN,
  };
}
