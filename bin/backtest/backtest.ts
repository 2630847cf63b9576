import type { MonitorConfig } from "../../src/config/index.js";
import type { Baseline } from "../../src/contracts/baseline.js";
import type { BacktestResult, ReplayedLog, ReplayPromise } from "../../src/core/backtest/backtest-result.js";
import { elapsedDays } from "../../src/core/backtest/elapsed-days.js";
import { featureSensitivity } from "../../src/core/backtest/feature-sensitivity.js";
import { ruleSummary } from "../../src/core/backtest/rule-summary.js";
import { binsOf } from "../../src/core/baseline/baseline-bins.js";
import { watchedFeatures } from "../../src/core/baseline/watched-features.js";
import type { Output } from "../output.js";
import type { ProgressBar } from "../profile/progress-bar.js";
import { countsOf } from "../profile/profile-report.js";
import { countReference } from "./count-reference.js";
import { learnReference, requireTimes } from "./learn-reference.js";
import { notesOf } from "./notes.js";
import { readLog, type ReadLog } from "./read-log.js";
import { replay } from "./replay.js";
import type { ReplayPlan } from "./replay-plan.js";
import { CALIBRATED, FIXED, type LearnedNormal, learnedNormal, replayedRules } from "./rules.js";
import type { ReplaySettings } from "./settings.js";
import type { WindowClock } from "./window-clock.js";
import { WindowProfiles } from "./window-profiles.js";

/**
 * Replays a log: learns bins from the reference, counts both sides on them window by window, learns what is normal from the
 * reference's windows and judges production's by every rule. The reference is read twice, production once.
 *
 * @param wanted name of the rule whose episodes are told
 * @throws UsageError, UnreadableSourceError
 */
export async function backtest(
  plan: ReplayPlan,
  settings: ReplaySettings,
  monitor: MonitorConfig | null,
  wanted: string,
  progress: ProgressBar,
  output: Pick<Output, "progress">,
): Promise<BacktestResult> {
  const { baseline: learned, clock } = await learnReference(plan, settings, progress);
  const counting = {
    ...plan,
    exclude: [...plan.leftOut.keys()],
    bins: binsOf(learned),
    watched: watchedFeatures(learned),
  };
  const [before, after] = [new WindowProfiles(counting), new WindowProfiles(counting)];
  try {
    const reference = await readLog(plan.reference, clock, settings.excluded, before, progress);
    const production = await readLog(plan.production, clock, settings.excluded, after, progress);
    requireTimes("production", production);
    const counted = await countReference(learned, before, new Set(production.columns));
    const subjects = { ...counted, clock, monitor, falseAlarmsPer30Days: settings.falseAlarmsPer30Days };
    const normal = learnedNormal(subjects);
    const rules = replayedRules(subjects, "normal" in normal ? normal.normal : null);
    const options = { monitor: settings.monitor, windowSize: clock.size, page: settings.page };
    const replayed = await replay(learned, counted.baseline, after, rules, monitor, options, output);
    return result({ plan, settings, wanted, clock, learned, reference, production, normal, ...counted, ...replayed });
  } finally {
    await before.close();
    await after.close();
  }
}

interface Parts extends Awaited<ReturnType<typeof countReference>>, Awaited<ReturnType<typeof replay>> {
  readonly plan: ReplayPlan;
  readonly settings: ReplaySettings;
  readonly wanted: string;
  readonly clock: WindowClock;
  readonly learned: Baseline;
  readonly reference: ReadLog;
  readonly production: ReadLog;
  readonly normal: LearnedNormal;
}

function result(parts: Parts): BacktestResult {
  const { plan, settings, wanted, clock, baseline, learned, normal, outcomes } = parts;
  const production = replayedLog(parts.production, clock);
  const told =
    outcomes.find(({ outcome }) => outcome.rule === wanted) ?? outcomes.find(({ outcome }) => outcome.rule === FIXED)!;
  const rules = outcomes.map(({ title, outcome }) =>
    ruleSummary(title, outcome, production.days, (hour) => clock.dayOf(hour)),
  );
  const calibration = "normal" in normal ? normal.normal.calibration : null;
  const promise = promiseOf(parts, told.outcome.rule);
  const unusualWindows = calibration?.unusualWindows ?? [];
  return {
    monitor: settings.monitor,
    windowSize: clock.size,
    timeZone: clock.timeZone,
    time: plan.time,
    page: settings.page,
    outcome: told.outcome,
    summary: rules.find(({ rule }) => rule === told.outcome.rule)!,
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

function promiseOf({ normal, settings, wanted }: Parts, told: string): ReplayPromise {
  const { falseAlarmsPer30Days } = settings;
  const no = (why: string): ReplayPromise => ({ falseAlarmsPer30Days, promised: false, why });
  if (told !== CALIBRATED && wanted === CALIBRATED && "tooShort" in normal) {
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
