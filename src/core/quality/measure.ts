import { binaryMetrics } from "./binary/registry.js";
import { type Measured, undefinedBecause } from "./measured.js";
import { multiclassMetrics } from "./multiclass/registry.js";
import type { MulticlassState } from "./multiclass/multiclass-state.js";
import type { QualityMetric, QualityState, QualityTask } from "./quality-metric.js";
import { regressionMetrics } from "./regression/registry.js";

/** One metric of one set of labelled rows. */
export interface QualityValue {
  readonly name: string;
  readonly title: string;
  /** The class that it is about; null for a metric of all rows. */
  readonly class: string | null;
  readonly better: QualityMetric["better"];
  readonly measured: Measured;
}

/** Metrics of a task, in the order in which people read them. */
export function metricsOf(task: QualityTask): readonly QualityMetric[] {
  if (task === "binary") return binaryMetrics.values();
  return task === "multiclass" ? multiclassMetrics.values() : regressionMetrics.values();
}

/**
 * Every metric of the state's task, then those of single classes.
 *
 * @param omega design effect (calibration.md 4.4): so many rows count as one; 1 for independent rows
 */
export function measureQuality(state: QualityState, omega = 1): QualityValue[] {
  const values = metricsOf(state.task).map((metric) => valueOf(metric, null, measureOne(metric, state, omega)));
  return state.task === "multiclass" ? [...values, ...ofClasses(state, omega)] : values;
}

/** One metric, where its task is the state's. @throws TypeError for a metric of another task */
export function measureOne(metric: QualityMetric, state: QualityState, omega: number): Measured {
  if (state.rows === 0) return undefinedBecause("no row is labelled");
  if (metric.task === "binary" && state.task === "binary") return metric.measure(state, omega);
  if (metric.task === "multiclass" && state.task === "multiclass") return metric.measure(state, omega);
  if (metric.task === "regression" && state.task === "regression") return metric.measure(state, omega);
  throw new TypeError(`${metric.name} expects rows of a ${metric.task} model, got ${state.task}`);
}

function ofClasses(state: MulticlassState, omega: number): QualityValue[] {
  if (state.rows === 0) return [];
  return multiclassMetrics.values().flatMap((metric) => {
    const each = metric.measureClasses?.(state, omega) ?? [];
    const of = {
      ...metric,
      name: metric.name.replace("macro-", ""),
      title: metric.title.replace(", mean over classes", ""),
    };
    return each.map((one, k) => valueOf(of, state.classes[k]!, one));
  });
}

function valueOf({ name, title, better }: QualityMetric, ofClass: string | null, one: Measured): QualityValue {
  return { name, title, class: ofClass, better, measured: one };
}
