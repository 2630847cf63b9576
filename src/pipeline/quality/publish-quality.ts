import { ConditionFailedError } from "../../contracts/errors.js";
import { MONITOR_DIMENSION, type MonitorMetric, QUALITY_METRICS } from "../../contracts/metrics.js";
import type { QualityTask } from "../../core/quality/quality-metric.js";
import { HEADLINE } from "../../core/verdict/quality/realised-metrics.js";
import type { AnalysisDeps } from "../deps.js";
import { DAY_MS, hourKey, startMsOf } from "../hour.js";
import { partitions } from "../keys.js";
import type { StoredQuality } from "./quality-store.js";

/** CloudWatch takes no points older than two weeks. */
const OLDEST_POINT_MS = 14 * DAY_MS;
const KEEP_MARKERS_MS = 30 * DAY_MS;

/**
 * What is known of windows whose labels have been judged, once for each; the marker comes after the points. Of windows that CloudWatch no
 * longer takes, the report alone knows.
 */
export async function publishQuality(
  windows: readonly StoredQuality[],
  task: QualityTask,
  nowMs: number,
  deps: AnalysisDeps,
): Promise<void> {
  const pk = partitions.published(deps.monitor.name);
  for (const window of windows) {
    const hourMs = startMsOf(window.hour);
    const sk = `quality#${hourKey(window.hour)}`;
    if (hourMs < nowMs - OLDEST_POINT_MS || (await deps.table.get(pk, sk, nowMs))) continue;
    await deps.metrics.publish(
      valuesOf(window, task).map(([{ name, unit }, value]) => {
        return { name, unit, value, timestampMs: hourMs, dimensions: { [MONITOR_DIMENSION]: deps.monitor.name } };
      }),
    );
    try {
      await deps.table.put({ pk, sk, body: {}, expiresAtMs: nowMs + KEEP_MARKERS_MS }, nowMs, { expect: "absent" });
    } catch (error) {
      if (!(error instanceof ConditionFailedError)) throw error;
    }
  }
}

function valuesOf({ counts, estimated, delayMs }: StoredQuality, task: QualityTask): [MonitorMetric, number][] {
  const { predictions, labelled, metrics } = counts;
  const values: [MonitorMetric, number | null][] = [
    [QUALITY_METRICS.qualityRealised, metrics[HEADLINE[task]]?.value ?? null],
    [QUALITY_METRICS.qualityEstimated, estimated?.value ?? null],
    [QUALITY_METRICS.labelCoverage, predictions > 0 ? (100 * labelled) / predictions : null],
    [QUALITY_METRICS.labelDelay, delayMs],
  ];
  return values.flatMap(([metric, value]) => (value === null ? [] : [[metric, value] as [MonitorMetric, number]]));
}
