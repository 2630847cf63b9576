import { createHash } from "node:crypto";
import type { MonitorConfig } from "../../../config/index.js";
import { createHourlyPredictionReader, type HourlyPredictionReader } from "../../../core/labels/hourly-predictions.js";
import type { TimePlace } from "../../../core/labels/row-times.js";
import { JOIN_ROWS_FORMAT } from "../../../core/labels/stored-rows.js";
import type { TimeRule } from "../../../core/profile/options.js";
import { predictionColumns } from "./prediction-columns.js";

/** How predictions are read out of captures, beside their profiles. */
export interface RowsPlan {
  readonly version: string;
  /** @param time the profile's rule for the capture, so that rows stand in the hours in which they are profiled */
  readerFor(time: TimeRule): HourlyPredictionReader;
}

/** Null where no labels are configured: then no row of a capture is kept. */
export function rowsPlan(monitor: MonitorConfig): RowsPlan | null {
  if (!monitor.labels) return null;
  return {
    version: rowsVersion(monitor),
    readerFor: (time) => createHourlyPredictionReader((names) => predictionColumns(monitor, names, timePlace(time))),
  };
}

/** Hash of all configuration that decides which rows a capture's bytes become: rows of two versions never mix. */
export function rowsVersion({ captures, columns, features, model, window }: MonitorConfig): string {
  const { format, csv } = captures;
  const parts = [
    JOIN_ROWS_FORMAT,
    format,
    csv,
    // No prediction's row holds it.
    { ...columns, latency: undefined },
    features.types,
    model.task,
    model.classes,
    model.positiveClass,
  ];
  return `rows-${hashOf([...parts, window.timeZone])}`;
}

/** Hash of all configuration that decides what a label file says. */
export function labelsVersion({ columns, labels, model }: MonitorConfig): string {
  const { format, id, column, values, time, predictionTime } = labels ?? {};
  return hashOf([JOIN_ROWS_FORMAT, format, id, column, values, time, predictionTime, columns.id, model.task]);
}

const hashOf = (parts: readonly unknown[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 16);

function timePlace(rule: TimeRule): TimePlace {
  if ("fixedMs" in rule) return { from: "fixed", timeMs: rule.fixedMs };
  return "column" in rule ? { from: "column", column: rule.column } : { from: "metadata" };
}
