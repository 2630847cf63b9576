import type { MonitorConfig } from "../../src/config/index.js";
import { nearestName } from "../../src/config/problems/nearest-name.js";
import { ID_NAMES, LABEL_NAMES } from "../../src/core/labels/column-names.js";
import type { IdPlace } from "../../src/core/labels/id-columns.js";
import type { TimePlace } from "../../src/core/labels/row-times.js";
import { UsageError } from "../failure.js";
import type { FirstRecords } from "./first-records.js";
import type { QualityOptions } from "./quality-options.js";

/** Which column of the prediction files is what. */
export interface ColumnRoles {
  readonly id: IdPlace;
  readonly time: TimePlace;
  readonly prediction: string | null;
  readonly score: string | null;
  readonly probabilities: readonly string[];
}

/** Names that say what they are, in the order in which they are believed. */
const PREDICTION_NAMES = ["prediction", "predicted", "class", "predicted_class", "yhat", "y_pred"];
const SCORE_NAMES = ["score", "probability", "predicted_probability", "y_score"];

/**
 * Options come first, then the configuration, then names that say what they are.
 *
 * @throws UsageError for a column that isn't there, or where neither prediction nor score can be told
 */
export function predictionRoles(
  options: QualityOptions,
  monitor: MonitorConfig | null,
  first: FirstRecords,
): ColumnRoles {
  const { names } = first;
  const probabilities = options.probabilities ?? names.filter((name) => name.startsWith("probabilities."));
  const named = [options.prediction, options.score, options.timestamp].filter((name) => name !== undefined);
  requireColumns(named, names, "prediction files");
  const chosen = named.length > 0 || options.probabilities !== undefined;
  const prediction =
    options.prediction ??
    monitor?.columns.prediction ??
    oneOf(PREDICTION_NAMES, names, chosen && options.score !== undefined);
  const score = options.score ?? oneOf(SCORE_NAMES, names, options.prediction !== undefined);
  if (prediction === null && score === null && probabilities.length === 0) {
    throw new UsageError(
      `--prediction or --score expects a column of the prediction files, one of ${names.join(", ")}, got none`,
    );
  }
  return { id: idOf(options, monitor, first), time: timeOf(options, monitor, first), prediction, score, probabilities };
}

function oneOf(known: readonly string[], names: readonly string[], leaveOut: boolean): string | null {
  return leaveOut ? null : (known.find((name) => names.includes(name)) ?? null);
}

function idOf(options: QualityOptions, monitor: MonitorConfig | null, first: FirstRecords): IdPlace {
  const configured = monitor?.columns.id.from === "columns" ? monitor.columns.id.columns : undefined;
  const written = options.id ?? configured;
  if (written) {
    requireColumns(written, first.names, "prediction files");
    return { from: "columns", columns: written };
  }
  if (first.hasIds) return { from: "metadata" };
  const found = oneOf(ID_NAMES, first.names, false);
  if (found !== null) return { from: "columns", columns: [found] };
  throw new UsageError(`--id expects the columns that join both sides, among ${first.names.join(", ")}, got none`);
}

function timeOf(options: QualityOptions, monitor: MonitorConfig | null, first: FirstRecords): TimePlace {
  if (options.timestamp !== undefined) return { from: "column", column: options.timestamp };
  const configured = monitor?.columns.time;
  if (configured?.from === "column" && first.names.includes(configured.column)) return configured;
  return first.hasTimes ? { from: "metadata" } : null;
}

/** @throws UsageError where the label can't be told from other columns */
export function labelColumn(
  options: QualityOptions,
  monitor: MonitorConfig | null,
  { names }: FirstRecords,
  id: IdPlace,
): string {
  const written = options.label ?? monitor?.labels?.column;
  if (written !== undefined && written !== null) {
    requireColumns([written], names, "label files");
    return written;
  }
  const ids = id.from === "columns" ? id.columns : [];
  const left = names.filter((name) => !ids.includes(name) && name !== options.labelTimestamp);
  const [only] = left;
  if (left.length === 1 && only !== undefined) return only;
  const found = oneOf(LABEL_NAMES, left, false);
  if (found !== null) return found;
  throw new UsageError(
    `--label expects the column of the label, one of ${left.join(", ") || "(no column is left)"}, got none`,
  );
}

/** @throws UsageError with the nearest name for a column that isn't there */
export function requireColumns(wanted: readonly string[], known: readonly string[], where: string): void {
  const unknown = wanted.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const nearest = nearestName(unknown, known);
  const hint = nearest === null ? `they hold ${known.join(", ")}` : `did you mean ${nearest}?`;
  throw new UsageError(`column ${unknown} is not in the ${where}; ${hint}`);
}
