import type { HourIndex } from "../../contracts/verdict.js";
import { CalibrationInputError } from "../../core/calibration/calibration-errors.js";
import { LEARNING_DAYS } from "../../core/calibration/learning/learning-calibration.js";
import { learningNormal, learnNormal, refitNormal } from "../../core/verdict/calibrated/learn-normal.js";
import type { CountedWindow, Normal } from "../../core/verdict/calibrated/normal.js";
import type { AnalysisDeps } from "../deps.js";
import { hourOf } from "../hour.js";
import { latestHour } from "../observed-hours.js";
import { windowOf } from "../windows.js";
import { cleanWindows } from "./clean-windows.js";
import { type Counting, referenceWindows } from "./reference-windows.js";
import {
  loadReferenceWindows,
  type NormalReader,
  ruleRecords,
  type RuleRecord,
  saveNormal,
  saveReferenceWindows,
  writeRuleRecord,
} from "./rule-store.js";
import { zoneOf } from "./time-zone.js";

/** What it takes to learn rules in one run of analysis. */
export interface Learning extends Counting {
  readonly fence: number;
  readonly importance: ReadonlyMap<string, number>;
  readonly normals: NormalReader;
  hasTime(): boolean;
}

/** A monitor of daily batches is called calibrated from this many windows on, of hours from a week on. */
const LEAST_DAILY_WINDOWS = 28;
/** Season, wobble and limits are learned anew this often, from at most this many days. */
const REFIT_DAYS = 7;
const REFIT_FROM_DAYS = 90;
/** Hours before any capture: the first rule judges everything. */
const FROM_THE_BEGINNING: HourIndex = 0;

/**
 * The rules of the active baseline; learns the first one where there is none.
 *
 * @returns null while it can't be learned yet: windows then wait
 */
export async function learnedRules(
  learning: Learning,
  nowMs: number,
  deps: AnalysisDeps,
): Promise<readonly RuleRecord[] | null> {
  const { table, monitor, log } = deps;
  const { baseline, fence } = learning;
  const known = await ruleRecords(table, monitor.name, baseline.version, nowMs);
  if (known.length > 0) return known;
  const first = await firstRule(learning, nowMs, deps);
  if ("waiting" in first) {
    log.info("rules are not learned yet", { reason: first.waiting });
    return null;
  }
  await writeRuleRecord(table, monitor.name, baseline.version, first, fence, nowMs);
  return [first];
}

async function firstRule(
  learning: Learning,
  nowMs: number,
  deps: AnalysisDeps,
): Promise<RuleRecord | { readonly waiting: string }> {
  const { monitor, store } = deps;
  const { baseline } = learning;
  if (monitor.alarms.rule === "fixed") return fixed("Fixed thresholds were asked for.");
  if (baseline.period === null) {
    const { falseAlarmsPer30Days } = monitor.alarms;
    const normal = learningNormal(baseline, { falseAlarmsPer30Days, window: monitor.window.size });
    const key = await saveNormal(store, monitor.name, FROM_THE_BEGINNING, normal);
    return { kind: "learning", fromHour: FROM_THE_BEGINNING, key };
  }
  const counted = await referenceWindows(learning, baseline.period, () => learning.hasTime(), nowMs, deps);
  if ("waiting" in counted) return counted;
  const { windows } = counted;
  await saveReferenceWindows(store, monitor.name, baseline.version, windows);
  if (monitor.window.size === "day" && windows.length < LEAST_DAILY_WINDOWS) {
    return fixed(
      `The reference has ${windows.length} daily batches; calibrated limits need ${LEAST_DAILY_WINDOWS}, so fixed thresholds judge.`,
    );
  }
  const normal = tried(() => learnNormal(baseline, windows, options(learning, deps)));
  if (!normal) return fixed("The reference has too few hours with records to calibrate on, so fixed thresholds judge.");
  const key = await saveNormal(store, monitor.name, FROM_THE_BEGINNING, normal);
  return { kind: "calibrated", fromHour: FROM_THE_BEGINNING, key };
}

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
  const enough =
    monitor.window.size === "day"
      ? windows.length >= LEAST_DAILY_WINDOWS
      : windows.length > 0 && windows.at(-1)!.hour - windows[0]!.hour >= LEARNING_DAYS * 24 - 1;
  const normal = enough ? tried(() => learnNormal(baseline, windows, options(learning, deps))) : null;
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
  return tried(() => refitNormal(learning.baseline, before, windows, options(learning, deps)));
}

function options({ importance }: Learning, { monitor }: AnalysisDeps): NonNullable<Parameters<typeof learnNormal>[2]> {
  return {
    falseAlarmsPer30Days: monitor.alarms.falseAlarmsPer30Days,
    window: monitor.window.size,
    zone: zoneOf(monitor.window.timeZone),
    ...(importance.size > 0 && { importance }),
  };
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

/** Null where there is too little to learn from. */
function tried(learn: () => Normal): Normal | null {
  try {
    return learn();
  } catch (error) {
    if (error instanceof CalibrationInputError) return null;
    throw error;
  }
}

function fixed(reason: string): RuleRecord {
  return { kind: "fixed", fromHour: FROM_THE_BEGINNING, reason };
}
