import type { Call } from "../command.js";
import { ExitStatus } from "../exit-status.js";
import { monitorOf } from "../profile/profile-reading.js";
import { ProgressBar } from "../profile/progress-bar.js";
import { requireNoInput } from "../profile/write-profile.js";
import { backtest } from "./backtest.js";
import { backtestJson } from "./backtest-json.js";
import { replayPlan } from "./replay-plan.js";
import { CALIBRATED, ruleNamed } from "./rules.js";
import { type BacktestOptions, replaySettings } from "./settings.js";
import { showBacktest } from "./show-backtest.js";
import { backtestSources } from "./sources.js";

export async function runBacktest({ options, output }: Call<BacktestOptions>): Promise<ExitStatus> {
  if (options.out !== undefined) requireNoInput(options.out, [...options.reference, ...options.production]);
  const monitor = await monitorOf(options.config, options.monitor);
  const rule = ruleNamed(options.rule ?? monitor?.alarms.rule ?? CALIBRATED);
  const settings = replaySettings(options, monitor);
  const sources = await backtestSources(options.reference, options.production);
  const plan = await replayPlan(sources, options, monitor);
  const bytes = (side: keyof typeof sources): number =>
    side === "notes" ? 0 : sources[side].reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const progress = new ProgressBar(output, 2 * bytes("reference") + bytes("production"));
  const replayed = await backtest(plan, settings, monitor, rule, progress, output);
  const result = { ...replayed, notes: [...sources.notes, ...replayed.notes] };
  showBacktest(result, output);
  output.json(backtestJson(result));
  return ExitStatus.ok;
}
