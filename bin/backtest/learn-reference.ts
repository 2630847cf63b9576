import type { Baseline } from "../../src/contracts/baseline.js";
import { windowCadence } from "../../src/core/backtest/window-cadence.js";
import { learnBaseline } from "../../src/core/baseline/learn.js";
import { LeftOutCategories, referenceBlocks } from "../../src/core/baseline/left-out-categories.js";
import { createProfileMerger } from "../../src/core/profile/merge.js";
import { UsageError } from "../failure.js";
import { HASH_KEY } from "../profile/read-profile.js";
import type { ProgressBar } from "../profile/progress-bar.js";
import { readLog, type ReadLog } from "./read-log.js";
import type { ReplayPlan } from "./replay-plan.js";
import type { ReplaySettings } from "./settings.js";
import { windowClock, type WindowClock } from "./window-clock.js";
import { WindowProfiles } from "./window-profiles.js";

/** What a first pass over a reference says: bins, and how windows are cut. */
export interface LearnedReference {
  readonly baseline: Baseline;
  readonly clock: WindowClock;
  readonly read: ReadLog;
}

/**
 * Learns bins, and with `settings.windowSize` null the window too: a day where records come in a daily batch.
 *
 * @throws UsageError where no record has a time or no column is a feature
 */
export async function learnReference(
  plan: ReplayPlan,
  settings: ReplaySettings,
  progress: ProgressBar,
): Promise<LearnedReference> {
  const hourly = windowClock("hour", settings.timeZone);
  const store = new WindowProfiles({ ...plan, exclude: [...plan.leftOut.keys()], bins: null });
  try {
    const read = await readLog(plan.reference, hourly, settings.excluded, store, progress);
    requireTimes("reference", read);
    const size = settings.windowSize ?? windowCadence(read.windows, (hour) => hourly.dayOf(hour));
    const clock = windowClock(size, settings.timeZone);
    return { baseline: await learn(plan, settings, clock, read, store), clock, read };
  } finally {
    await store.close();
  }
}

/** @throws UsageError where no record could be used, with what was wrong */
export function requireTimes(side: string, { files, period }: ReadLog): void {
  if (period) return;
  const excluded = files.reduce((sum, file) => sum + file.excluded, 0);
  if (excluded > 0)
    throw new UsageError(`the ${side} expects records outside the excluded periods, got ${excluded} inside`);
  const file = files.find(({ rejects }) => rejects.total > 0);
  const first = file?.rejects.samples.find(({ reason }) => reason === "time-missing") ?? file?.rejects.samples[0];
  const total = files.reduce((sum, { rejects }) => sum + rejects.total, 0);
  const where = first ? `; first ${file!.name} line ${first.line}: ${first.detail}` : "";
  throw new UsageError(`the ${side} expects records that can be used, got none of ${total}${where}`);
}

async function learn(
  plan: ReplayPlan,
  settings: ReplaySettings,
  clock: WindowClock,
  { files, period, windows }: ReadLog,
  store: WindowProfiles,
): Promise<Baseline> {
  const first = clock.windowOfHour(windows[0]!);
  const days = new Set(windows.map((hour) => clock.dayOf(hour))).size;
  const leftOut = new LeftOutCategories(referenceBlocks(first, days));
  const merger = createProfileMerger();
  for (const hour of windows) {
    const profile = await store.profile(hour);
    leftOut.add(clock.windowOfHour(hour), profile);
    merger.add(profile);
  }
  const merged = merger.finish();
  const baseline = learnBaseline(merged, {
    monitor: settings.monitor,
    source: files.map(({ name }) => name).join(", "),
    period: { fromMs: period!.firstMs, toMs: period!.lastMs + 1 },
    features: { ignore: [], types: plan.types, sensitive: plan.sensitive },
    prediction: plan.prediction,
    hashKey: HASH_KEY,
    leftOut: leftOut.rows(),
    medianWindowRows: judgedRows(merged.records / windows.length, merged.records / days, clock.size),
  });
  requireFeatures(baseline);
  return baseline;
}

/** Rows below which hours are judged by the day: 30 independent rows at an assumed design effect of 3. */
const JUDGED_BY_DAY_BELOW = 90;

/** Typical rows of the shortest span that will be judged. */
function judgedRows(hourRows: number, dayRows: number, size: "hour" | "day"): number {
  return size === "hour" && hourRows >= JUDGED_BY_DAY_BELOW ? hourRows : dayRows;
}

/** Columns that fit into a message. */
const MOST_LISTED = 8;

function requireFeatures({ features, skipped = [] }: Baseline): void {
  if (features.length > 0) return;
  const listed = skipped.slice(0, MOST_LISTED).map(({ name, reason }) => `${name} (${reason})`);
  const got = listed.length > 0 ? listed.join(", ") : "no other column than time and those left out";
  throw new UsageError(`the reference expects a column that can be judged, got ${got}`);
}
