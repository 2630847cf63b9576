import type { Baseline } from "../../contracts/baseline.js";
import type { HourIndex } from "../../contracts/verdict.js";
import { CalibrationInputError } from "../../core/calibration/calibration-errors.js";
import { LEARNING_DAYS } from "../../core/calibration/learning/learning-calibration.js";
import { budgetShares } from "../../core/calibration/limits/budget-shares.js";
import type { QualityModel } from "../../core/labels/model-classes.js";
import { mergeQuality } from "../../core/quality/merge.js";
import type { QualityState } from "../../core/quality/quality-metric.js";
import { labelledColumns, metricsByName } from "../../core/verdict/quality/count-quality.js";
import { type LabelledWindow, learnQuality } from "../../core/verdict/quality/learn-quality.js";
import type { QualityNormal } from "../../core/verdict/quality/quality-normal.js";
import type { LabelDeps } from "../deps.js";
import { DAY_MS, HOUR_MS, hourOf, startMsOf } from "../hour.js";
import { labelsAreWaiting } from "../labels/labels-are-waiting.js";
import { zoneOf } from "../normal/time-zone.js";
import { windowOf } from "../windows.js";
import { joinedWindow, pairsOf, type QualityCounting } from "./observe-quality.js";
import { qualityModel } from "./quality-model.js";
import { qualityInForce, type QualityInForce, saveProgress, saveQualityNormal } from "./quality-normal-store.js";
import { readTotals, writeReferenceState, storedQuality, type StoredQuality } from "./quality-store.js";

/** What it takes to learn what is normal of a model's quality. */
export interface QualityLearningPlan {
  readonly baseline: Baseline;
  readonly activatedAtMs: number;
  readonly counting: QualityCounting;
  hasTime(): boolean;
}

/** Labels of the learning windows count as complete when fewer than one in a hundred came in a day. */
const STILL_COMING = 1.01;
/** Rows of the estimator: more say nothing that these don't. */
const MOST_ROWS = 1_000_000;
const MOST_WINDOWS = 60 * 24;

/**
 * Learns from the reference's labels where it is a period of captures, else from those of the first two weeks after the baseline
 * became active. Waits until these labels have stopped coming.
 *
 * @returns null while there is too little
 */
export async function learnedQuality(
  plan: QualityLearningPlan,
  nowMs: number,
  deps: LabelDeps,
): Promise<QualityInForce | null> {
  const { baseline, counting } = plan;
  const known = await qualityInForce(baseline.version, nowMs, deps);
  if (known && "normal" in known) return known;
  const span = learningSpan(plan);
  if (nowMs < startMsOf(span.end) || !plan.hasTime() || (await labelsAreWaiting(deps, nowMs))) return null;
  const windows = (await storedQuality(span.from, span.end - 1, nowMs, deps)).slice(-MOST_WINDOWS);
  const labelled = windows.reduce((sum, { counts }) => sum + counts.labelled, 0);
  if (labelled === 0) return null;
  const waited = nowMs - startMsOf(span.end) >= deps.monitor.labels!.waitDays * DAY_MS;
  if (!waited && !(known && nowMs - known.atMs >= DAY_MS && labelled <= known.labelled * STILL_COMING)) {
    if (!known || nowMs - known.atMs >= DAY_MS) {
      await saveProgress(baseline.version, { labelled, atMs: nowMs }, counting.fence, nowMs, deps);
    }
    return null;
  }
  const found = await learnFrom(windows, plan, nowMs, deps);
  if (!found) return null;
  const learned: QualityInForce = { normal: found.normal, fromHour: span.end, version: baseline.version };
  await writeReferenceState(baseline.version, found.state, deps);
  await saveQualityNormal(learned, counting.fence, nowMs, deps);
  return learned;
}

/** Hours [from, end) whose labels are learned from. */
function learningSpan({ baseline, activatedAtMs }: QualityLearningPlan): {
  readonly from: HourIndex;
  readonly end: HourIndex;
} {
  if (baseline.period) return { from: hourOf(baseline.period.fromMs), end: hourOf(baseline.period.toMs) };
  const from = hourOf(activatedAtMs);
  return { from, end: from + LEARNING_DAYS * 24 };
}

async function learnFrom(
  stored: readonly StoredQuality[],
  { counting }: QualityLearningPlan,
  nowMs: number,
  deps: LabelDeps,
): Promise<{ readonly normal: QualityNormal; readonly state: QualityState } | null> {
  const { monitor } = deps;
  const windows: LabelledWindow[] = [];
  const states: QualityState[] = [];
  let model: QualityModel | null = null;
  for (const { hour, counts } of stored) {
    const [joined, totals] = [await joinedWindow(windowOf(hour, monitor.window), deps), await readTotals(hour, deps)];
    const [first] = joined;
    if (!first || !totals) continue;
    model ??= await qualityModel(counting.task, first, counting.fence, nowMs, deps);
    if (!model) return null;
    const most = Math.ceil(MOST_ROWS / stored.length);
    for (const pairs of joined.map((it) => pairsOf(it, model!))) {
      windows.push({
        hour,
        rows: labelledColumns(pairs, model, most),
        metrics: counts.metrics,
        coverage: totals.coverage,
      });
    }
    states.push(totals.state);
  }
  if (!model || states.length === 0) return null;
  const state = states.reduce(mergeQuality);
  const levels = metricsByName(state, 1);
  try {
    const normal = learnQuality(windows, {
      task: counting.task,
      classes: model.classes,
      levels: Object.fromEntries(Object.entries(levels).map(([name, { value }]) => [name, value])),
      budget: monitor.alarms.falseAlarmsPer30Days * budgetShares(new Set(["modelQuality"])).modelQuality,
      window: monitor.window.size,
      zone: zoneOf(monitor.window.timeZone),
      waitHours: (monitor.labels!.waitDays * DAY_MS) / HOUR_MS,
    });
    return { normal, state };
  } catch (error) {
    if (!(error instanceof CalibrationInputError)) throw error;
    deps.log.info("quality is not learned yet", { reason: error.message });
    return null;
  }
}
