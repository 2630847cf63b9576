import { createHash } from "node:crypto";
import type { MonitorConfig } from "../config/index.js";
import type { DecodeOptions } from "../contracts/decoding.js";
import { PlumblineError } from "../contracts/errors.js";
import type { Buckets } from "../contracts/ports.js";

/** How this monitor's captures are read, as core wants it, and its fingerprint. */
export interface CaptureLayout {
  readonly options: DecodeOptions;
  /** Hash of everything that decides how bytes become columns; part of the profile version. */
  readonly fingerprint: string;
}

/** A header line longer than this is no header line. */
const MAX_HEADER_BYTES = 1024 * 1024;

/** Reads the file that names headerless columns, where configuration points to one. */
export async function captureLayout(monitor: MonitorConfig, buckets: Buckets): Promise<CaptureLayout> {
  const { input, output, ignore, prediction } = monitor.columns;
  const { format, csv } = monitor.captures;
  const named = input.headerFrom ? await readHeader(monitor, buckets) : input.header;
  const header = named.filter((name) => !input.drop.includes(name));
  const options: DecodeOptions = {
    input: { ...(header.length > 0 && { header }), ...(input.rows !== null && { rows: input.rows }) },
    output: {
      ...(output.rows !== null && { rows: output.rows }),
      // None named: every output value is kept, under the name that the decoder gives it.
      ...(Object.keys(output.columns).length > 0 && { columns: output.columns }),
    },
    textColumns: textColumns(monitor),
    ignore: [...ignore, ...input.ignore].filter((name) => name !== prediction),
    csv: {
      ...(csv.delimiter !== null && { delimiter: csv.delimiter }),
      ...(csv.decimal !== null && { decimal: csv.decimal }),
      ...(csv.hasHeader !== null && { hasHeader: csv.hasHeader }),
    },
  };
  const fingerprint = createHash("sha256")
    .update(JSON.stringify({ format, options, time: monitor.columns.time, zone: monitor.window.timeZone }))
    .digest("hex")
    .slice(0, 12);
  return { options, fingerprint };
}

/** Categories that are written as numbers keep their text: `007` is not `7`. Ids are never numbers. */
function textColumns(monitor: MonitorConfig): string[] {
  const categorical = Object.entries(monitor.features.types).filter(([, kind]) => kind === "categorical");
  const ids = monitor.columns.id.from === "columns" ? monitor.columns.id.columns : [];
  return [...categorical.map(([name]) => name), ...ids];
}

async function readHeader(monitor: MonitorConfig, buckets: Buckets): Promise<readonly string[]> {
  const { bucket, key } = monitor.columns.input.headerFrom!;
  const url = `s3://${bucket}/${key}`;
  const store = buckets.bucket(bucket);
  const head = await store.head(key);
  if (!head)
    throw new PlumblineError("HEADER_MISSING", `columns.input.headerFrom expects an object at ${url}, got none`);
  const bytes = await store.getRange(key, 0, Math.min(head.sizeBytes, MAX_HEADER_BYTES), head.etag);
  const line = new TextDecoder().decode(bytes).split(/\r?\n/, 1)[0]!;
  return line.split(",").map((name) => name.trim().replace(/^"(.*)"$/, "$1"));
}
