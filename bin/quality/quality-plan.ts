import type { MonitorConfig } from "../../src/config/index.js";
import type { DecodeOptions } from "../../src/contracts/decoding.js";
import type { IdPlace } from "../../src/core/labels/id-columns.js";
import type { LabelColumns } from "../../src/core/labels/read-labels.js";
import type { PredictionColumns } from "../../src/core/labels/read-predictions.js";
import { metricsOf } from "../../src/core/quality/measure.js";
import type { QualityTask } from "../../src/core/quality/quality-metric.js";
import { UsageError } from "../failure.js";
import { type ColumnRoles, labelColumn, predictionRoles, requireColumns } from "./column-roles.js";
import { type FirstRecords, GROUND_TRUTH } from "./first-records.js";
import { PERIODS, type PeriodLength } from "./periods.js";
import type { QualityOptions } from "./quality-options.js";

/** Everything that is decided before rows are read. */
export interface QualityPlan {
  readonly task: QualityTask;
  /** True when nobody named the task. */
  readonly inferred: boolean;
  readonly decode: DecodeOptions;
  readonly predictions: PredictionColumns;
  readonly labels: LabelColumns;
  readonly positive: string | null;
  readonly classes: readonly string[];
  readonly threshold: number;
  readonly period: PeriodLength;
  /** Metric that decides about a challenger. */
  readonly metric: string;
}

/** What is known before columns are looked at. */
export interface PlanInput {
  readonly options: QualityOptions;
  readonly monitor: MonitorConfig | null;
  readonly decode: DecodeOptions;
  readonly predicted: FirstRecords;
  readonly labelled: FirstRecords;
}

/** @throws UsageError for columns that aren't there or can't be told, and for names that aren't known */
export function qualityPlan(input: PlanInput): QualityPlan {
  const { options, monitor, decode, predicted, labelled } = input;
  const roles = predictionRoles(options, monitor, predicted);
  const labelId = labelIdOf(input, roles);
  const label = labelled.groundTruth
    ? (options.label ?? monitor?.labels?.column ?? null)
    : labelColumn(options, monitor, labelled, labelId);
  const values = labelled.values.get(label ?? GROUND_TRUTH) ?? labelled.values.get(GROUND_TRUTH) ?? new Set<string>();
  const written = options.classes ?? monitor?.model.classes ?? [];
  const named = taskNamed(options.task) ?? taskNamed(monitor?.model.task ?? undefined);
  const task = named ?? inferredTask(roles, written, predicted, values);
  const positive = options.positive ?? monitor?.model.positiveClass ?? null;
  requireColumns(options.probabilities ?? [], predicted.names, "prediction files");
  const probabilities = task === "multiclass" ? roles.probabilities : [];
  if (probabilities.length > 0 && probabilities.length !== written.length) {
    throw new UsageError(
      `--classes expects ${probabilities.length} names in the order of the probabilities, got ${written.length}`,
    );
  }
  const time =
    options.labelTimestamp === undefined ? null : { from: "column" as const, column: options.labelTimestamp };
  if (time) requireColumns([time.column], labelled.names, "label files");
  return {
    task,
    inferred: named === null,
    decode,
    predictions: {
      task,
      id: roles.id,
      time: roles.time,
      predicted: roles.prediction,
      score: task === "binary" ? (scoreNamed(options, roles) ?? scoreOfTwo(roles, written, positive)) : null,
      probabilities,
      classes: probabilities.length > 0 ? written : [],
    },
    labels: { task, id: labelId, time, label, values: monitor?.labels?.values ?? {} },
    positive,
    classes: written,
    threshold: thresholdOf(options.threshold) ?? monitor?.model.threshold ?? 0.5,
    period: periodOf(options.period),
    metric: metricOf(options.metric, task),
  };
}

function labelIdOf({ options, monitor, labelled }: PlanInput, roles: ColumnRoles): IdPlace {
  if (labelled.groundTruth) return { from: "metadata" };
  const configured = monitor?.labels?.id ?? [];
  const written = options.labelId ?? (configured.length > 0 ? configured : options.id);
  if (written) {
    requireColumns(written, labelled.names, "label files");
    return { from: "columns", columns: written };
  }
  if (labelled.hasIds) return { from: "metadata" };
  const same =
    roles.id.from === "columns" ? roles.id.columns : ["inferenceId", "inference_id", "eventId", "event_id", "id"];
  const found = roles.id.from === "columns" ? same : same.filter((name) => labelled.names.includes(name)).slice(0, 1);
  if (found.length === 0 || found.some((name) => !labelled.names.includes(name))) {
    throw new UsageError(
      `--label-id expects the id column of the label files, one of ${labelled.names.join(", ")}, got none`,
    );
  }
  return { from: "columns", columns: found };
}

function taskNamed(name: string | undefined): QualityTask | null {
  if (name === undefined) return null;
  if (name === "binary" || name === "multiclass" || name === "regression") return name;
  throw new UsageError(`--task expects binary, multiclass or regression, got ${name}`);
}

/** Few enough whole numbers to be classes. */
const MOST_CLASSES = 20;

function inferredTask(
  roles: ColumnRoles,
  classes: readonly string[],
  predicted: FirstRecords,
  labels: ReadonlySet<string>,
): QualityTask {
  if (classes.length > 0) return classes.length === 2 ? "binary" : "multiclass";
  if (roles.probabilities.length > 0) return "multiclass";
  const said = roles.prediction === null ? null : (predicted.values.get(roles.prediction)?.size ?? 0);
  if (labels.size <= 2 || (roles.score !== null && (said === null || said <= 2))) return "binary";
  const numbers = [...labels].map(Number);
  if (numbers.some(Number.isNaN)) return "multiclass";
  return numbers.every(Number.isInteger) && labels.size <= MOST_CLASSES ? "multiclass" : "regression";
}

/** Probabilities that are named on the command line come before a score that is only found. */
function scoreNamed({ score, probabilities }: QualityOptions, roles: ColumnRoles): string | null {
  return score === undefined && probabilities !== undefined ? null : roles.score;
}

/** A binary model that gives both classes' probabilities: that of the positive one is its score. */
function scoreOfTwo(roles: ColumnRoles, classes: readonly string[], positive: string | null): string | null {
  if (roles.probabilities.length === 0) return null;
  const at = positive === null ? -1 : classes.indexOf(positive);
  if (roles.probabilities.length === 2 && classes.length === 2 && at >= 0) return roles.probabilities[at]!;
  throw new UsageError(
    `--score expects the column of the positive class's probability, one of ${roles.probabilities.join(", ")}, got none`,
  );
}

function thresholdOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const value = text.trim() === "" ? NaN : Number(text);
  if (value >= 0 && value <= 1) return value;
  throw new UsageError(`--threshold expects a number from 0 to 1, got ${text}`);
}

function periodOf(text = "day"): PeriodLength {
  const found = PERIODS.find((period) => period === text);
  if (found) return found;
  throw new UsageError(`--period expects one of ${PERIODS.join(", ")}, got ${text}`);
}

function metricOf(name: string | undefined, task: QualityTask): string {
  if (name === undefined) return task === "regression" ? "mae" : "accuracy";
  const known = metricsOf(task).map((metric) => metric.name);
  if (known.includes(name)) return name;
  throw new UsageError(`--metric expects one of ${known.join(", ")}, got ${name}`);
}
