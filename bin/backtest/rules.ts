import type { MonitorConfig } from "../../src/config/index.js";
import { nearestName } from "../../src/config/problems/nearest-name.js";
import type { Baseline } from "../../src/contracts/baseline.js";
import type { PageUnit } from "../../src/core/backtest/rule-summary.js";
import { onlyRule, type RuleSource } from "../../src/core/backtest/rule-source.js";
import { WeeklyRules } from "../../src/core/backtest/weekly-rules.js";
import { CalibrationInputError } from "../../src/core/calibration/calibration-errors.js";
import type { MetricLimit } from "../../src/core/drift/judge.js";
import { metricLimit } from "../../src/core/drift/metric-limit.js";
import { presets } from "../../src/core/presets/registry.js";
import { bothRules } from "../../src/core/verdict/both-rules.js";
import { calibratedRule } from "../../src/core/verdict/calibrated/calibrated-rule.js";
import { learnNormal } from "../../src/core/verdict/calibrated/learn-normal.js";
import type { CountedWindow } from "../../src/core/verdict/calibrated/counted-window.js";
import type { Normal } from "../../src/core/verdict/calibrated/normal.js";
import { fixedRule } from "../../src/core/verdict/fixed-rule.js";
import { configuredThresholds, type MonitorRule } from "../../src/pipeline/normal/rule-timeline.js";
import { UsageError } from "../failure.js";
import type { WindowClock } from "./window-clock.js";

/** Rules that a log is replayed by, with a title for people. */
export interface TitledRule {
  readonly title: string;
  /** That the command line knows it by. */
  readonly name: string;
  readonly source: RuleSource;
  readonly pageUnit: PageUnit;
}

export const CALIBRATED = "calibrated";
export const FIXED = "fixed";

/** @throws UsageError with the nearest name where there is no such rule */
export function ruleNamed(name: string): string {
  const known = [CALIBRATED, FIXED, ...presets.names];
  const plain = name.replace(/^preset:/, "");
  if (known.includes(plain)) return plain;
  const nearest = nearestName(plain, known);
  throw new UsageError(
    `--rule expects one of ${known.join(", ")}, got ${name}${nearest === null ? "" : `; did you mean ${nearest}?`}`,
  );
}

/** What a reference and its windows say is normal; or why they are too few to calibrate on. */
export type LearnedNormal = { readonly normal: Normal } | { readonly tooShort: string };

export interface RuleSubjects {
  readonly baseline: Baseline;
  /** Of the reference, ascending. */
  readonly windows: readonly CountedWindow[];
  readonly clock: WindowClock;
  readonly falseAlarmsPer30Days: number;
  readonly monitor: MonitorConfig | null;
}

/** Fewest windows of a reference that a calibration is learned from: 28 batches, or seven hours. */
const LEAST_WINDOWS = { hour: 7, day: 28 } as const;

export function learnedNormal(subjects: RuleSubjects): LearnedNormal {
  const { baseline, windows, clock } = subjects;
  const least = LEAST_WINDOWS[clock.size];
  if (windows.length < least) {
    const kind = clock.size === "day" ? "daily" : "hourly";
    return {
      tooShort: `the reference holds ${windows.length} of the ${least} ${kind} windows that a calibration needs`,
    };
  }
  try {
    return { normal: learnNormal(baseline, windows, calibrationOptions(subjects)) };
  } catch (error) {
    if (error instanceof CalibrationInputError) return { tooShort: error.message };
    throw error;
  }
}

/** The calibrated rule where there is one, the fixed thresholds of the monitor, and other tools' defaults. */
export function replayedRules(subjects: RuleSubjects, normal: Normal | null): TitledRule[] {
  const thresholds = subjects.monitor ? configuredThresholds(subjects.monitor) : null;
  const fixed = {
    name: FIXED,
    title: "Plumbline, fixed thresholds",
    source: onlyRule(thresholds ?? fixedRule()),
    pageUnit: "incident" as const,
  };
  const others = presets.values().map((preset) => ({
    name: preset.name,
    title: preset.title,
    source: onlyRule(preset.rule()),
    pageUnit: "day" as const,
  }));
  if (!normal) return [fixed, ...others];
  const title = "Plumbline, calibrated on the reference";
  return [
    { name: CALIBRATED, title, source: calibrated(subjects, normal, thresholds), pageUnit: "incident" },
    fixed,
    ...others,
  ];
}

/** Metrics of presets that counts don't hold the values for. */
const PRESET_METRICS = ["kolmogorov-smirnov", "l-infinity-robust", "wasserstein"];

/** Metrics of all replayed rules that read ordered values: they are scored once, while a window's values are at hand. */
export function orderedMetrics(monitor: MonitorConfig | null): MetricLimit[] {
  const names = new Set([...PRESET_METRICS, ...Object.keys(monitor?.alarms.fixed ?? {})]);
  return [...names].map((name) => metricLimit({ name })).filter(({ metric }) => metric.reads === "values");
}

function calibrated(subjects: RuleSubjects, normal: Normal, thresholds: MonitorRule | null): RuleSource {
  const { baseline, windows, clock } = subjects;
  const { zone } = clock;
  return new WeeklyRules({
    baseline,
    normal,
    reference: windows,
    referenceEnd: clock.dayAfter(windows.at(-1)!.hour),
    calibration: calibrationOptions(subjects),
    dayAfter: (hour) => clock.dayAfter(hour),
    rule: (learned) => {
      const rule = calibratedRule(learned, { zone });
      return thresholds ? bothRules(rule, thresholds) : rule;
    },
  });
}

function calibrationOptions({
  clock,
  falseAlarmsPer30Days,
}: RuleSubjects): NonNullable<Parameters<typeof learnNormal>[2]> {
  return { falseAlarmsPer30Days, window: clock.size, zone: clock.zone };
}
