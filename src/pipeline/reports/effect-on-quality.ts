import type { HourIndex } from "../../contracts/verdict.js";
import { metricsOf } from "../../core/quality/measure.js";
import type { QualityAround, QualityEffect } from "../../core/report/incident/quality-effect.js";
import { pooledMetric, qualityDays } from "../../core/verdict/quality/quality-day.js";
import { HEADLINE } from "../../core/verdict/quality/realised-metrics.js";
import type { AnalysisDeps } from "../deps.js";
import { hourOf } from "../hour.js";
import { qualityTask } from "../labels/columns/prediction-columns.js";
import { qualityInForce } from "../quality/quality-normal-store.js";
import { storedQuality, type StoredQuality } from "../quality/quality-store.js";

const BEFORE_HOURS = 14 * 24;

/** The model's quality in the two weeks before an onset and since; null where no labels are configured. */
export async function effectOnQuality(
  onset: HourIndex,
  baselineVersion: string | null,
  nowMs: number,
  deps: AnalysisDeps,
): Promise<QualityEffect | null> {
  if (deps.monitor.labels === null) return null;
  const task = qualityTask(deps.monitor);
  const metric = metricsOf(task).find(({ name }) => name === HEADLINE[task])!;
  const windows = await storedQuality(onset - BEFORE_HOURS, hourOf(nowMs), nowMs, deps);
  const known = baselineVersion === null ? null : await qualityInForce(baselineVersion, nowMs, deps);
  const around = (chosen: readonly StoredQuality[]): QualityAround => ({
    estimated: pooledMetric(chosen.map(({ counts, estimated }) => [counts.predictions, estimated])),
    realised: pooledMetric(chosen.map(({ counts }) => [counts.labelled, counts.metrics[metric.name] ?? null])),
    predictions: chosen.reduce((sum, { counts }) => sum + counts.predictions, 0),
    labelled: chosen.reduce((sum, { counts }) => sum + counts.labelled, 0),
  });
  return {
    metric: { name: metric.name, title: metric.title },
    level: known && "normal" in known ? (known.normal.levels[metric.name] ?? null) : null,
    before: around(windows.filter(({ hour }) => hour < onset)),
    since: around(windows.filter(({ hour }) => hour >= onset)),
    days: qualityDays(windows, metric.name),
  };
}
