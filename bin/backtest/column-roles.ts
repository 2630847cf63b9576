import type { MonitorConfig } from "../../src/config/index.js";
import { nearestName } from "../../src/config/problems/nearest-name.js";
import { UsageError } from "../failure.js";
import type { BacktestOptions } from "./settings.js";

/** What columns are besides features. */
export interface ColumnRoles {
  /** Columns that are not judged, and what they are. */
  readonly leftOut: ReadonlyMap<string, string>;
  /** Columns that hold the model's output. */
  readonly prediction: readonly string[];
}

/**
 * Roles from the command line and the configuration; what is said last counts.
 *
 * @param columns of both sides
 * @param times columns that hold times
 * @param excluded columns that the configuration leaves out
 * @throws UsageError for a name that no file holds
 */
export function columnRoles(
  columns: readonly string[],
  times: readonly string[],
  excluded: readonly string[],
  options: BacktestOptions,
  monitor: MonitorConfig | null,
): ColumnRoles {
  const named = (option: "id" | "label" | "ignore" | "prediction"): string[] =>
    (options[option] ?? []).flatMap((name) => known(option, name, columns));
  const leftOut = new Map([
    ...excluded.map((name) => [name, "as the configuration says"] as const),
    ...labelsOf(monitor).map((name) => [name, "label"] as const),
    ...named("ignore").map((name) => [name, "ignored"] as const),
    ...named("id").map((name) => [name, "id"] as const),
    ...named("label").map((name) => [name, "label"] as const),
    ...times.map((name) => [name, "time"] as const),
  ]);
  const prediction = named("prediction");
  const both = prediction.find((name) => leftOut.has(name));
  if (both !== undefined) throw new UsageError(`--prediction expects a column that is judged, got ${both}`);
  return { leftOut, prediction: [...prediction, ...predictionsOf(monitor)] };
}

/** A name, or several with commas between them. */
function known(option: string, name: string, columns: readonly string[]): string[] {
  const names = columns.includes(name) ? [name] : name.split(",").map((part) => part.trim());
  for (const each of names) {
    if (columns.includes(each)) continue;
    const nearest = nearestName(each, columns);
    const hint = nearest === null ? "" : `; did you mean ${nearest}?`;
    throw new UsageError(`--${option} expects columns of the files, got ${each}${hint}`);
  }
  return names;
}

function labelsOf(monitor: MonitorConfig | null): string[] {
  const ofTable = monitor?.reference.kind === "table" ? monitor.reference.label : null;
  return [ofTable, monitor?.labels?.column].filter((name) => typeof name === "string");
}

function predictionsOf(monitor: MonitorConfig | null): string[] {
  if (!monitor) return [];
  const { output, prediction } = monitor.columns;
  return [...Object.keys(output.columns), ...(prediction === null ? [] : [prediction])];
}
