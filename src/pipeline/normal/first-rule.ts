import { learningNormal, learnNormal } from "../../core/verdict/calibrated/learn-normal.js";
import type { AnalysisDeps } from "../deps.js";
import { DAY_MS } from "../hour.js";
import { latestHour } from "../observed-hours.js";
import {
  calibrationOptions,
  FROM_THE_BEGINNING,
  isEnough,
  LEAST_DAILY_WINDOWS,
  type Learning,
  tried,
} from "./learning.js";
import { referenceWindows } from "./reference-windows.js";
import { ruleRecords, type RuleRecord, saveNormal, saveReferenceWindows, writeRuleRecord } from "./rule-store.js";

/** What was normal carries over to a retrained model from so many days. */
const CARRIED_MS = 28 * DAY_MS;

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
  if (baseline.period === null) return afterTraining(learning, nowMs, deps);
  const counted = await referenceWindows(learning, baseline.period, () => learning.hasTime(), nowMs, deps);
  if ("waiting" in counted) return counted;
  const { windows } = counted;
  await saveReferenceWindows(store, monitor.name, baseline.version, windows);
  if (monitor.window.size === "day" && windows.length < LEAST_DAILY_WINDOWS) {
    return fixed(
      `The reference has ${windows.length} daily batches; calibrated limits need ${LEAST_DAILY_WINDOWS}, so fixed thresholds judge.`,
    );
  }
  const normal = tried(() => learnNormal(baseline, windows, calibrationOptions(learning, deps)));
  if (!normal) return fixed("The reference has too few hours with records to calibrate on, so fixed thresholds judge.");
  const key = await saveNormal(store, monitor.name, FROM_THE_BEGINNING, normal);
  return { kind: "calibrated", fromHour: FROM_THE_BEGINNING, key };
}

/**
 * The first rule after a training table. Where another baseline has judged this monitor, its model was retrained: the last
 * four weeks are counted on the new bins, and what they were like carries over, for the inputs. A first model learns.
 */
async function afterTraining(
  learning: Learning,
  nowMs: number,
  deps: AnalysisDeps,
): Promise<RuleRecord | { readonly waiting: string }> {
  const { monitor, store } = deps;
  const { baseline, activatedAtMs } = learning;
  const { falseAlarmsPer30Days } = monitor.alarms;
  const known = learningNormal(baseline, { falseAlarmsPer30Days, window: monitor.window.size });
  const learningKey = await saveNormal(store, monitor.name, FROM_THE_BEGINNING, known);
  const learningOnly = { kind: "learning", fromHour: FROM_THE_BEGINNING, key: learningKey } as const;
  if (!(await judgedByAnother(baseline.version, nowMs, deps))) return learningOnly;

  const period = { fromMs: activatedAtMs - CARRIED_MS, toMs: activatedAtMs };
  const counted = await referenceWindows(learning, period, () => learning.hasTime(), nowMs, deps);
  if ("waiting" in counted) return counted;
  const { windows } = counted;
  const normal = isEnough(windows, deps)
    ? tried(() => learnNormal(baseline, windows, calibrationOptions(learning, deps)))
    : null;
  if (!normal) return learningOnly;
  const key = await saveNormal(store, monitor.name, FROM_THE_BEGINNING, normal);
  const hasPrediction = baseline.features.some(({ role }) => role === "prediction");
  if (hasPrediction) return { kind: "carried", fromHour: FROM_THE_BEGINNING, key, learningKey };
  await saveReferenceWindows(store, monitor.name, baseline.version, windows);
  return { kind: "calibrated", fromHour: FROM_THE_BEGINNING, key };
}

async function judgedByAnother(version: string, nowMs: number, { table, monitor }: AnalysisDeps): Promise<boolean> {
  const latest = await latestHour(table, monitor.name, nowMs);
  return latest !== null && latest.baselineVersion !== null && latest.baselineVersion !== version;
}

function fixed(reason: string): RuleRecord {
  return { kind: "fixed", fromHour: FROM_THE_BEGINNING, reason };
}
