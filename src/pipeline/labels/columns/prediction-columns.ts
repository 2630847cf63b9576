import type { MonitorConfig, OutputName } from "../../../config/index.js";
import type { PredictionColumns } from "../../../core/labels/read-predictions.js";
import type { TimePlace } from "../../../core/labels/row-times.js";
import type { QualityTask } from "../../../core/quality/quality-metric.js";

/** The monitor's task; labels are configured only for tasks that have one (checked when the configuration is read). */
export function qualityTask({ model }: Pick<MonitorConfig, "model">): QualityTask {
  return model.task === "regression" || model.task === "multiclass" ? model.task : "binary";
}

/** Formats whose records are flat: an output's place is the name of a column. */
const FLAT_FORMATS: readonly string[] = ["jsonl", "csv", "parquet"];

/**
 * Where predictions stand in decoded captures.
 *
 * @param names columns of the capture: where its format is not configured they tell whether its records are flat
 */
export function predictionColumns(
  monitor: MonitorConfig,
  names: ReadonlySet<string>,
  time: TimePlace,
): PredictionColumns {
  const { columns, model } = monitor;
  const task = qualityTask(monitor);
  const columnOf = (output: OutputName): string | null => outputColumn(monitor, names, output);
  const probabilities =
    columns.output.columns.probabilities === undefined
      ? []
      : model.classes.map((_, position) => `${columnOf("probabilities")!}.${position}`);
  const predicted = task === "regression" ? columnOf("prediction") : columnOf("class");
  const several = task === "multiclass" ? probabilities : [];
  return {
    task,
    id: columns.id,
    time,
    predicted: predicted ?? columns.prediction,
    score: task === "binary" ? (columnOf("score") ?? positiveOf(model, probabilities)) : null,
    probabilities: several,
    classes: several.length > 0 ? model.classes : [],
  };
}

/** Column of an output: its own name in captures that have an output side, else the name that configuration gives. */
function outputColumn(
  { captures, columns }: MonitorConfig,
  names: ReadonlySet<string>,
  output: OutputName,
): string | null {
  const place = columns.output.columns[output];
  if (place === undefined) return null;
  const written = typeof place === "string" ? place.replace(/^\$\./, "") : null;
  const flat =
    FLAT_FORMATS.includes(captures.format) || (captures.format === "auto" && written !== null && names.has(written));
  return flat ? (written ?? output) : output;
}

/** Of two classes' probabilities that of the positive one is the score. */
function positiveOf(
  { classes, positiveClass }: MonitorConfig["model"],
  probabilities: readonly string[],
): string | null {
  return positiveClass === null ? null : (probabilities[classes.indexOf(positiveClass)] ?? null);
}
