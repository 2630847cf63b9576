import type { HourIndex } from "../../contracts/verdict.js";
import { learnNormal, refitNormal } from "../../core/verdict/calibrated/learn-normal.js";
import type { CountedWindow } from "../../core/verdict/calibrated/counted-window.js";
import type { Normal } from "../../core/verdict/calibrated/normal.js";
import type { AnalysisDeps } from "../deps.js";
import { hourOf } from "../hour.js";
import { latestHour } from "../observed-hours.js";
import { windowOf } from "../windows.js";
import { cleanWindows } from "./clean-windows.js";
import { calibrationOptions, FROM_THE_BEGINNING, isEnough, type Learning, tried } from "./learning.js";
import {
  loadReferenceWindows,
  type NormalReader,
  type RuleRecord,
  saveNormal,
  saveReferenceWindows,
  writeRuleRecord,
} from "./rule-store.js";

/** Season, wobble and limits are learned anew this often, from at most this many days. */
const REFIT_DAYS = 7;
const REFIT_FROM_DAYS = 90;

/**
 * Learns what is normal anew where it is time: once two weeks (28 daily batches) have come in after a training table or a
 * reference that was too short, and every week. The new rule judges from the day after the last judged window on, so no verdict changes.
 */
export async function relearn(
  records: readonly RuleRecord[],
  learning: Learning,
  nowMs: number,
  deps: AnalysisDeps,
): Promise<void> {
  const { table, monitor, store } = deps;
  const { baseline, fence, normals } = learning;
  const last = records.at(-1);
  const latest = await latestHour(table, monitor.name, nowMs);
  if (!last || !latest || monitor.alarms.rule === "fixed" || !learning.hasTime()) return;
  const daysSince = (hour: HourIndex): number => (latest.hour - hour) / 24;
  if (last.kind === "calibrated" && daysSince(lastLearned(last, learning)) < REFIT_DAYS) return;

  const reference = await loadReferenceWindows(store, monitor.name, baseline.version);
  const oldest = latest.hour - REFIT_FROM_DAYS * 24;
  const windows = merged(reference, await cleanWindows(baseline, oldest, nowMs, deps), oldest);
  const normal =
    last.kind === "calibrated"
      ? await refitted(last.key, windows, normals, learning, deps)
      : await firstCalibration(windows, learning, deps);
  if (!normal) return;
  const fromHour = windowOf(latest.hour, { ...monitor.window, size: "day" }).end;
  const key = await saveNormal(store, monitor.name, fromHour, normal);
  await writeRuleRecord(table, monitor.name, baseline.version, { kind: "calibrated", fromHour, key }, fence, nowMs);
}

/** Enough has come in: its level is what later windows are held against. */
async function firstCalibration(
  windows: readonly CountedWindow[],
  learning: Learning,
  deps: AnalysisDeps,
): Promise<Normal | null> {
  const { monitor, store } = deps;
  const { baseline } = learning;
  const normal = isEnough(windows, deps)
    ? tried(() => learnNormal(baseline, windows, calibrationOptions(learning, deps)))
    : null;
  if (normal) await saveReferenceWindows(store, monitor.name, baseline.version, windows);
  return normal;
}

async function refitted(
  key: string,
  windows: readonly CountedWindow[],
  normals: NormalReader,
  learning: Learning,
  deps: AnalysisDeps,
): Promise<Normal | null> {
  const before = await normals.load(key);
  return tried(() => refitNormal(learning.baseline, before, windows, calibrationOptions(learning, deps)));
}

/** When the rule in force was learned: the first one at the end of its reference. */
function lastLearned({ fromHour }: RuleRecord, { baseline }: Learning): HourIndex {
  return fromHour === FROM_THE_BEGINNING && baseline.period ? hourOf(baseline.period.toMs) : fromHour;
}

/** Both, ascending, those before `oldest` left out. */
function merged(
  reference: readonly CountedWindow[],
  live: readonly CountedWindow[],
  oldest: HourIndex,
): readonly CountedWindow[] {
  const byHour = new Map([...reference, ...live].map((window) => [window.hour, window]));
  return [...byHour.values()].filter(({ hour }) => hour >= oldest).sort((a, b) => a.hour - b.hour);
}
