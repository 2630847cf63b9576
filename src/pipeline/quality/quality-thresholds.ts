import type { MonitorConfig } from "../../config/index.js";
import { metricsOf } from "../../core/quality/measure.js";
import type { QualityTask } from "../../core/quality/quality-metric.js";
import type { QualityThreshold } from "../../core/verdict/quality/threshold-findings.js";

/**
 * Fixed limits of quality that configuration names: values, and steps from what the reference had.
 *
 * @param levels of the reference by metric; empty while they are not known, and then no step is judged
 */
export function qualityThresholds(
  { alarms }: MonitorConfig,
  task: QualityTask,
  levels: Readonly<Record<string, number>>,
): readonly QualityThreshold[] {
  return metricsOf(task).flatMap(({ name: metric, better }) => {
    const normal = levels[metric] ?? null;
    const base = { metric, better, normal };
    const [value, step] = [alarms.fixed[metric], alarms.worseBy[metric]];
    return [
      ...(value === undefined ? [] : [{ ...base, limit: value }]),
      ...(step === undefined || normal === null ? [] : [{ ...base, limit: worse(normal, step, better) }]),
    ];
  });
}

function worse(normal: number, step: number, better: QualityThreshold["better"]): number {
  if (better === "higher") return normal - step;
  return (better === "nearer-zero" ? Math.abs(normal) : normal) + step;
}

/** Metrics that the monitor's thresholds read. */
export function thresholdMetrics({ alarms }: MonitorConfig, task: QualityTask): readonly string[] {
  const named = new Set([...Object.keys(alarms.fixed), ...Object.keys(alarms.worseBy)]);
  return metricsOf(task).flatMap(({ name }) => (named.has(name) ? [name] : []));
}
