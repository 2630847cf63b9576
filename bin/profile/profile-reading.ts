import type { MonitorConfig } from "../../src/config/index.js";
import type { CaptureFormatName, DecodeOptions } from "../../src/contracts/decoding.js";
import type { FeatureKind } from "../../src/contracts/records.js";
import { captureFormats } from "../../src/core/decode/registry.js";
import { UsageError } from "../failure.js";
import { layoutOf, monitorNamed } from "../inspect/monitor-sample.js";
import { readConfig } from "../read-config.js";
import type { FileReading } from "./read-profile.js";

/** How files and their reference are read, from the command line and a monitor's configuration. */
export interface ProfileReading {
  readonly files: Omit<FileReading, "bins" | "progress">;
  readonly reference: Omit<FileReading, "bins" | "progress">;
  readonly types: Readonly<Record<string, FeatureKind>>;
}

/** @throws UsageError when no configured monitor is meant, ConfigError for what is wrong in the file */
export async function monitorOf(config: string | undefined, name: string | undefined): Promise<MonitorConfig | null> {
  if (config === undefined) {
    if (name !== undefined) throw new UsageError("--monitor expects --config beside it, got none");
    return null;
  }
  const read = await readConfig(config);
  const names = read.monitors.map((monitor) => monitor.name);
  const wanted = name ?? (names.length === 1 ? names[0] : undefined);
  if (wanted === undefined)
    throw new UsageError(`--config expects --monitor with one of ${names.join(", ")}, got none`);
  return monitorNamed(read, wanted);
}

/** @throws PlumblineError `UNKNOWN_NAME` with the formats that exist */
export function formatNamed(name: string | undefined): CaptureFormatName | "auto" {
  return name === undefined || name === "auto" ? "auto" : captureFormats.get(name).name;
}

/** Everything as found: every column, types by content. */
export function plainReading(format: CaptureFormatName | "auto"): ProfileReading {
  const reading = { format, options: {}, exclude: [], categorical: [], sensitive: [] };
  return { files: reading, reference: { ...reading, format: "auto" }, types: {} };
}

/**
 * As the deployed monitor would read its captures and its reference.
 *
 * @param header columns of the reference, where one is given
 * @throws S3 refusals, where names of headerless columns are only there
 */
export async function monitorReading(
  monitor: MonitorConfig,
  format: CaptureFormatName | "auto",
  header: readonly string[] | null,
): Promise<ProfileReading> {
  const { features, captures, reference } = monitor;
  const { options } = await layoutOf(monitor, header);
  const common = {
    categorical: Object.keys(features.types).filter((name) => features.types[name] === "categorical"),
    sensitive: features.sensitive,
  };
  const exclude = nonFeatures(monitor);
  const label = reference.kind === "table" && reference.label !== null ? [reference.label] : [];
  return {
    files: { ...common, format: format === "auto" ? captures.format : format, options, exclude },
    reference: { ...common, format: "auto", options: tableOptions(options), exclude: [...exclude, ...label] },
    types: features.types,
  };
}

/** Of the way captures are written, a table shares decimals and texts that look like numbers. */
function tableOptions({ csv, textColumns }: DecodeOptions): DecodeOptions {
  return {
    ...(textColumns && { textColumns }),
    ...(csv?.decimal !== undefined && { csv: { decimal: csv.decimal } }),
  };
}

function nonFeatures({ columns, features }: MonitorConfig): string[] {
  const ids = columns.id.from === "columns" ? columns.id.columns : [];
  const time = columns.time.from === "column" ? [columns.time.column] : [];
  const latency = columns.latency === null ? [] : [columns.latency.column];
  return [...ids, ...time, ...latency, ...features.ignore];
}
