import type { MonitorConfig } from "../../src/config/index.js";
import { nearestName } from "../../src/config/problems/nearest-name.js";
import type { ByteSource, CaptureFormatName, DecodeOptions } from "../../src/contracts/decoding.js";
import { UnreadableSourceError } from "../../src/contracts/errors.js";
import type { FeatureKind } from "../../src/contracts/records.js";
import { timeFromKey } from "../../src/pipeline/key-time.js";
import { UsageError } from "../failure.js";
import { formatOf } from "../inspect/read-sample.js";
import { headerOf } from "../profile/header.js";
import { formatNamed, monitorReading, plainReading, type ProfileReading } from "../profile/profile-reading.js";
import type { TimePlace } from "./event-times.js";
import { headOf, type LogHead } from "./log-head.js";
import type { Log } from "./read-log.js";
import type { BacktestOptions } from "./settings.js";
import type { BacktestSources } from "./sources.js";
import { type Side, timePlaceOf } from "./time-column.js";

/** How both sides of a replay are read, and which of their columns are features. */
export interface ReplayPlan {
  readonly reference: Log;
  readonly production: Log;
  /** Columns that are no features, and what they are. */
  readonly leftOut: ReadonlyMap<string, string>;
  readonly types: Readonly<Record<string, FeatureKind>>;
  readonly categorical: readonly string[];
  readonly sensitive: readonly string[];
  readonly prediction: readonly string[];
  /** Where time was found, for people. */
  readonly time: string;
}

/** @throws UsageError where time or a named column can't be found; UnreadableSourceError for a file that can't be read */
export async function replayPlan(
  sources: BacktestSources,
  options: BacktestOptions,
  monitor: MonitorConfig | null,
): Promise<ReplayPlan> {
  const reading = await readingOf(sources, options, monitor);
  const sides = {
    reference: await sideOf("reference", sources.reference, reading.reference, options, monitor),
    production: await sideOf("production", sources.production, reading.files, options, monitor),
  };
  const columns = new Set([...sides.reference.head.columns, ...sides.production.head.columns]);
  const { id = [], label = [], ignore = [], prediction = [] } = options;
  requireColumns({ id, label, ignore, prediction }, [...columns]);
  const both = prediction.find((name) => [...id, ...label, ...ignore].includes(name));
  if (both !== undefined) throw new UsageError(`--prediction expects a column that is judged, got ${both}`);
  const { types, files } = reading;
  return {
    reference: sides.reference.log,
    production: sides.production.log,
    leftOut: new Map([
      ...[sides.reference, sides.production].flatMap(({ head }) =>
        [...head.timeTexts].map((name) => [name, "time"] as const),
      ),
      ...files.exclude.map((name) => [name, "as the configuration says"] as const),
      ...labelsOf(monitor).map((name) => [name, "label"] as const),
      ...ignore.map((name) => [name, "ignored"] as const),
      ...id.map((name) => [name, "id"] as const),
      ...label.map((name) => [name, "label"] as const),
      ...[sides.reference, sides.production].flatMap(({ place }) =>
        "column" in place ? [[place.column, "time"] as const] : [],
      ),
    ]),
    types,
    categorical: files.categorical,
    sensitive: files.sensitive,
    prediction: [...prediction, ...predictionsOf(monitor)],
    time: timeText(sides.production.place),
  };
}

async function readingOf(
  { reference, production }: BacktestSources,
  options: BacktestOptions,
  monitor: MonitorConfig | null,
): Promise<ProfileReading> {
  const format = formatNamed(options.format);
  if (!monitor) {
    const plain = plainReading(format);
    return { ...plain, reference: plain.files };
  }
  const [first, second] = [await knownFormat(reference), await knownFormat(production)];
  // A reference in the captures' own format is earlier captures; any other is a table with names of its own.
  const isCaptures = first === second;
  const read = await monitorReading(monitor, format, isCaptures ? null : await headerOf(reference[0]!));
  return isCaptures ? { ...read, reference: read.files } : read;
}

async function knownFormat(sources: readonly ByteSource[]): Promise<CaptureFormatName | null> {
  const first = sources.find(({ sizeBytes }) => sizeBytes > 0);
  return first ? formatOf(first) : null;
}

interface PlannedSide {
  readonly log: Log;
  readonly head: LogHead;
  readonly place: TimePlace | { readonly path: string };
}

async function sideOf(
  side: Side,
  sources: readonly ByteSource[],
  { format, options: decode }: { readonly format: CaptureFormatName | "auto"; readonly options: DecodeOptions },
  options: BacktestOptions,
  monitor: MonitorConfig | null,
): Promise<PlannedSide> {
  const head = await headOf(sources, format, decode);
  if (head.columns.length === 0) {
    throw new UnreadableSourceError(
      sources.map(({ name }) => name).join(", "),
      `the ${side} expects records, got none`,
    );
  }
  const time = monitor?.columns.time;
  const log = { sources, format, options: decode };
  if (options.timestamp === undefined && time?.from === "path") {
    const { timeZone } = monitor!.window;
    const timeOf = ({ name }: ByteSource): TimePlace => ({ fixedMs: timeFromKey(name, time.pattern, timeZone) ?? NaN });
    return { log: { ...log, timeOf }, head, place: { path: time.pattern } };
  }
  const named = options.timestamp ?? (time?.from === "column" ? time.column : undefined);
  const place = timePlaceOf(side, head, named);
  return { log: { ...log, timeOf: () => place }, head, place };
}

function timeText(place: PlannedSide["place"]): string {
  if ("column" in place) return `column ${place.column}`;
  return "path" in place ? `the files' names (${place.path})` : "the captures' metadata";
}

function requireColumns(named: Readonly<Record<string, readonly string[]>>, columns: readonly string[]): void {
  for (const [option, names] of Object.entries(named)) {
    const unknown = names.find((name) => !columns.includes(name));
    if (unknown === undefined) continue;
    const nearest = nearestName(unknown, columns);
    const hint = nearest === null ? "" : `; did you mean ${nearest}?`;
    throw new UsageError(`--${option} expects columns of the files, got ${unknown}${hint}`);
  }
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
