import { delayWithin } from "../../core/labels/coverage.js";
import { labelledPairs, type LabelledPairs } from "../../core/labels/labelled-pairs.js";
import type { QualityModel } from "../../core/labels/model-classes.js";
import type { QualityTask } from "../../core/quality/quality-metric.js";
import {
  countQuality,
  countsOfTotals,
  mergeTotals,
  omegaOf,
  type QualityTotals,
} from "../../core/verdict/quality/count-quality.js";
import type { CoverageAt } from "../../core/verdict/quality/quality-day.js";
import { expectedOf } from "../../core/verdict/quality/estimator.js";
import type { QualityNormal } from "../../core/verdict/quality/quality-normal.js";
import { HEADLINE, REALISED } from "../../core/verdict/quality/realised-metrics.js";
import type { LabelDeps } from "../deps.js";
import { joinedHour, type JoinedHour } from "../labels/joined-hour.js";
import type { WindowSpan } from "../windows.js";
import { qualityModel } from "./quality-model.js";
import type { QualityInForce } from "./quality-normal-store.js";
import { readQuality, type StoredQuality, writeQuality } from "./quality-store.js";

/** What it takes to count the labels of windows. */
export interface QualityCounting {
  readonly task: QualityTask;
  /** Null until it has been learned. */
  readonly inForce: QualityInForce | null;
  /** Metrics beyond the usual ones that thresholds name. */
  readonly thresholdMetrics: readonly string[];
  readonly fence: number;
}

/** Changes of coverage that are remembered. */
const MOST_HISTORY = 10;

/**
 * Counts a window's predictions and labels anew and stores what has changed.
 *
 * @returns null where nothing has changed, no prediction is known, or the model's classes can't be told yet
 */
export async function observeQuality(
  span: WindowSpan,
  counting: QualityCounting,
  nowMs: number,
  deps: LabelDeps,
): Promise<StoredQuality | null> {
  const { inForce, task, fence } = counting;
  const normal = inForce?.normal ?? null;
  const joined = await joinedWindow(span, deps);
  if (joined.length === 0) return null;
  const [fingerprint, normalVersion] = [joined.map((hour) => hour.fingerprint).join(" "), inForce?.version ?? null];
  const before = await readQuality(span.first, nowMs, deps);
  if (before?.fingerprint === fingerprint && before.normalVersion === normalVersion) return null;
  const model = normal ? modelOf(normal, deps) : await firstModel(task, joined, fence, nowMs, deps);
  if (!model) return null;
  const totals = joined.map((hour) => countQuality(pairsOf(hour, model), model, normal)).reduce(mergeTotals);
  const delay = delayWithin(totals.coverage, 0.5);
  const stored: StoredQuality = {
    hour: span.first,
    counts: countsOfTotals(totals, normal, [...REALISED[task], ...counting.thresholdMetrics]),
    estimated: normal && estimatedOf(totals, normal),
    delayMs: delay.defined ? delay.value : null,
    history: withCoverage(before?.history ?? [], totals, nowMs),
    fingerprint,
    normalVersion,
  };
  await writeQuality(stored, totals, fence, nowMs, deps);
  return stored;
}

/** The joined hours of a window. */
export async function joinedWindow({ first, end }: WindowSpan, deps: LabelDeps): Promise<readonly JoinedHour[]> {
  const hours: JoinedHour[] = [];
  for (let hour = first; hour < end; hour++) {
    const joined = await joinedHour(hour, deps);
    if (joined) hours.push(joined);
  }
  return hours;
}

export const pairsOf = ({ predictions, labels }: JoinedHour, model: QualityModel): LabelledPairs =>
  labelledPairs(predictions, labels, model);

export function modelOf({ task, classes }: QualityNormal, { monitor }: LabelDeps): QualityModel {
  return { task, classes, threshold: monitor.model.threshold };
}

async function firstModel(
  task: QualityTask,
  hours: readonly JoinedHour[],
  fence: number,
  nowMs: number,
  deps: LabelDeps,
): Promise<QualityModel | null> {
  for (const hour of hours) {
    const model = await qualityModel(task, hour, fence, nowMs, deps);
    if (model) return model;
  }
  return null;
}

function estimatedOf({ strata }: QualityTotals, normal: QualityNormal): StoredQuality["estimated"] {
  if (!normal.estimator || !strata) return null;
  const all = expectedOf(normal.estimator, strata, omegaOf(normal));
  const found = all.find(({ name }) => name === HEADLINE[normal.task]);
  return found ? { value: found.value, low: found.low, high: found.high } : null;
}

function withCoverage(
  history: readonly CoverageAt[],
  { coverage: { predictions, labelled } }: QualityTotals,
  atMs: number,
): readonly CoverageAt[] {
  const last = history.at(-1);
  if (last?.predictions === predictions && last.labelled === labelled) return history;
  // How it began is worth more than what lies between.
  const kept = history.length < MOST_HISTORY ? history : [history[0]!, ...history.slice(2)];
  return [...kept, { atMs, predictions, labelled }];
}
