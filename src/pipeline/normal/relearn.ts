import type { HourIndex } from "../../contracts/verdict.js";
import { joinNormals } from "../../core/verdict/calibrated/anew-rule.js";
import { learnNormal, refitNormal } from "../../core/verdict/calibrated/learn-normal.js";
import type { CountedWindow } from "../../core/verdict/calibrated/counted-window.js";
import type { Normal } from "../../core/verdict/calibrated/normal.js";
import type { NewNormalAnswer } from "../answers/new-normals.js";
import type { AnalysisDeps } from "../deps.js";
import { hourOf } from "../hour.js";
import { latestHour } from "../observed-hours.js";
import { windowOf } from "../windows.js";
import { type Accepted, cleanWindows, withoutAccepted } from "./clean-windows.js";
import { calibrationOptions, FROM_THE_BEGINNING, isEnough, type Learning, tried } from "./learning.js";
import {
  loadReferenceWindows,
  type NormalReader,
  type RuleRecord,
  saveNormal,
  saveReferenceWindows,
  writeRuleRecord,
} from "./rule-store.js";
import { learnedAnswer } from "./rule-timeline.js";

/** Season, wobble and limits are learned anew this often, from at most this many days. */
const REFIT_DAYS = 7;
const REFIT_FROM_DAYS = 90;

/**
 * Learns what is normal anew where it is time: once two weeks (28 daily batches) have come in after a training table or a
 * reference that was too short, once as much has come in since a change that was accepted, and every week. The new rule judges from the day after the last judged window on, so no verdict changes.
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
  const pending = learning.newNormals.filter(({ number }) => number > learnedAnswer(last));
  const isDue = pending.length > 0 || daysSince(lastLearned(last, learning)) >= REFIT_DAYS;
  if (last.kind === "calibrated" && !isDue) return;

  const accepted = acceptedBy(learning);
  const reference = await loadReferenceWindows(store, monitor.name, baseline.version);
  const oldest = latest.hour - REFIT_FROM_DAYS * 24;
  const clean = await cleanWindows(baseline, oldest, accepted, nowMs, deps);
  const windows = merged(withoutAccepted(baseline, reference, accepted), clean, oldest);
  // Nothing is refitted while features are learned anew: what they have is too little to fit anything to.
  const ripe = pending.length === 0 ? windows : windows.filter(({ hour }) => hour >= lastSince(pending));
  if (pending.length > 0 && !isEnough(ripe, deps)) return;
  const refit = (): Promise<Normal | null> => refitted(keyOf(last), windows, normals, learning, deps);
  const normal =
    last.kind !== "calibrated"
      ? await firstCalibration(ripe, learning, deps)
      : pending.length === 0
        ? await refit()
        : learnedAnew(await refit(), ripe, pending, learning, deps);
  if (!normal) return;
  const fromHour = windowOf(latest.hour, { ...monitor.window, size: "day" }).end;
  const key = await saveNormal(store, monitor.name, fromHour, normal);
  const answer = pending.at(-1)?.number ?? learnedAnswer(last);
  const record: RuleRecord = { kind: "calibrated", fromHour, key, ...(answer > 0 && { answer }) };
  await writeRuleRecord(table, monitor.name, baseline.version, record, fence, nowMs);
}

function acceptedBy({ newNormals }: Learning): Accepted {
  const all = newNormals.flatMap(({ since, fromHour }) =>
    [...since].map(([feature, sinceHour]) => [feature, { sinceHour, fromHour }] as const),
  );
  return new Map(all);
}

const lastSince = (answers: readonly NewNormalAnswer[]): HourIndex =>
  Math.max(...answers.flatMap(({ since }) => [...since.values()]));

const keyOf = (record: RuleRecord): string => ("key" in record ? record.key : "");

/** The accepted features from their own windows, all others refitted. */
function learnedAnew(
  others: Normal | null,
  windows: readonly CountedWindow[],
  pending: readonly NewNormalAnswer[],
  learning: Learning,
  deps: AnalysisDeps,
): Normal | null {
  const anew = tried(() => learnNormal(learning.baseline, windows, calibrationOptions(learning, deps)));
  const features = new Set(pending.flatMap(({ since }) => [...since.keys()]));
  return others && anew && joinNormals(others, anew, features);
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
