import type { MonitorConfig } from "../../src/config/index.js";

/** What a column is to a monitor. */
export type ColumnRole = "feature" | "id" | "time" | "prediction" | "weight" | "latency" | "label" | "ignored";

export function roleOf(name: string, monitor: MonitorConfig): ColumnRole {
  const { columns, features, reference } = monitor;
  if (columns.id.from === "columns" && columns.id.columns.includes(name)) return "id";
  if (columns.time.from === "column" && columns.time.column === name) return "time";
  if (name === columns.prediction || isOutput(name, monitor)) return "prediction";
  if (name === columns.weight) return "weight";
  if (name === columns.latency?.column) return "latency";
  if (reference.kind === "table" && reference.label === name) return "label";
  const unread = [...features.ignore, ...columns.ignore, ...columns.input.ignore];
  return unread.includes(name) ? "ignored" : "feature";
}

/** Output columns have the names that configuration gives them, else `output` or `output.<position or name>`. */
function isOutput(name: string, { columns }: MonitorConfig): boolean {
  const named = Object.keys(columns.output.columns);
  const owned = named.length > 0 ? named : ["output"];
  return owned.some((own) => name === own || name.startsWith(`${own}.`));
}
