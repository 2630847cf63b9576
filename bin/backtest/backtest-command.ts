import { writeFile } from "node:fs/promises";
import { messageOf } from "../../src/contracts/errors.js";
import { backtestReport } from "../../src/core/report/backtest-report.js";
import type { Call } from "../command.js";
import { ExitStatus } from "../exit-status.js";
import { UsageError } from "../failure.js";
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
  const replayed = await backtest(
    plan,
    settings,
    monitor,
    { name: rule, alone: options.alone === true },
    progress,
    output,
  );
  const result = { ...replayed, notes: [...sources.notes, ...replayed.notes] };
  if (options.out !== undefined) await writeReport(options.out, backtestReport(result));
  showBacktest(result, output);
  if (options.out !== undefined) output.line(`\nreport written to ${options.out}`);
  output.json(backtestJson(result));
  return ExitStatus.ok;
}

async function writeReport(path: string, html: string): Promise<void> {
  await writeFile(path, html).catch((error: unknown) => {
    throw new UsageError(`--out expects a file that can be written, got ${path}: ${messageOf(error)}`, {
      cause: error,
    });
  });
}
