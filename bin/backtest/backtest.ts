import type { MonitorConfig } from "../../src/config/index.js";
import type { BacktestResult } from "../../src/core/backtest/backtest-result.js";
import { binsOf } from "../../src/core/baseline/baseline-bins.js";
import { watchedFeatures } from "../../src/core/baseline/watched-features.js";
import type { Output } from "../output.js";
import type { ProgressBar } from "../profile/progress-bar.js";
import { countReference } from "./count-reference.js";
import { learnReference, requireTimes } from "./learn-reference.js";
import { readLog } from "./read-log.js";
import { replay } from "./replay.js";
import type { ReplayPlan } from "./replay-plan.js";
import { replayResult, type WantedRule } from "./replay-result.js";
import { FIXED, learnedNormal, replayedRules } from "./rules.js";
import type { ReplaySettings } from "./settings.js";
import { WindowProfiles } from "./window-profiles.js";

/**
 * Replays a log: learns bins from the reference, counts both sides on them window by window, learns what is normal from the
 * reference's windows and judges production's by every rule. The reference is read twice, production once.
 *
 * @throws UsageError, UnreadableSourceError
 */
export async function backtest(
  plan: ReplayPlan,
  settings: ReplaySettings,
  monitor: MonitorConfig | null,
  wanted: WantedRule,
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
    const all = replayedRules(subjects, "normal" in normal ? normal.normal : null);
    const told = all.find(({ name }) => name === wanted.name) ?? all.find(({ name }) => name === FIXED)!;
    const rules = wanted.alone ? [told] : all;
    const options = { monitor: settings.monitor, windowSize: clock.size, page: settings.page };
    const replayed = await replay(learned, counted.baseline, after, rules, monitor, options, output);
    return replayResult({
      told: told.name,
      plan,
      settings,
      monitor,
      wanted,
      clock,
      learned,
      reference,
      production,
      normal,
      ...counted,
      ...replayed,
    });
  } finally {
    await before.close();
    await after.close();
  }
}
