import { s3Location } from "./s3-location.js";
import type { MonitorOutput } from "./schema/config.js";
import type { ColumnsConfig, IdSource, OutputName, TimeSource } from "./types.js";

type ColumnsOutput = MonitorOutput["columns"];

const OUTPUT_NAMES: readonly OutputName[] = ["score", "class", "probabilities", "prediction"];

/** Words for what SageMaker captures carry beside the payload. */
const METADATA_IDS: readonly string[] = ["inferenceId", "eventId"];
const METADATA_TIME = "inferenceTime";
const LAST_MODIFIED = "lastModified";

export function resolveColumns(columns: ColumnsOutput): ColumnsConfig {
  const { input, output } = columns;
  return {
    input: {
      headerFrom: input.headerFrom === undefined ? null : s3Location(input.headerFrom),
      header: input.header ?? [],
      drop: input.drop,
      rows: input.rows ?? null,
      ignore: input.ignore,
    },
    output: {
      rows: output.rows ?? null,
      columns: Object.fromEntries(
        OUTPUT_NAMES.flatMap((name) => (output[name] === undefined ? [] : [[name, output[name]]])),
      ),
    },
    id: resolveId(columns.id),
    time: resolveTime(columns.time),
    prediction: columns.prediction === undefined ? null : columnOf(columns.prediction),
    weight: columns.weight === undefined ? null : columnOf(columns.weight),
    latency:
      columns.latency === undefined ? null : { column: columnOf(columns.latency.column), unit: columns.latency.unit },
    ignore: columns.ignore,
  };
}

function resolveId(id: ColumnsOutput["id"]): IdSource {
  if (id === undefined || (typeof id === "string" && METADATA_IDS.includes(id))) return { from: "metadata" };
  return { from: "columns", columns: (typeof id === "string" ? [id] : id).map(columnOf) };
}

function resolveTime(time: ColumnsOutput["time"]): TimeSource {
  if (time === undefined || time === METADATA_TIME) return { from: "metadata" };
  if (time === LAST_MODIFIED) return { from: "lastModified" };
  if (typeof time === "string") return { from: "column", column: columnOf(time) };
  return "path" in time ? { from: "path", pattern: time.path } : { from: "column", column: time.column };
}

/** Columns of nested records are named by dotted paths: `$.customer.age` is `customer.age`. */
function columnOf(name: string): string {
  return name.startsWith("$.") ? name.slice(2) : name;
}
