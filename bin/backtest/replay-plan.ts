import type { MonitorConfig } from "../../src/config/index.js";
import type { ByteSource, CaptureFormatName, DecodeOptions } from "../../src/contracts/decoding.js";
import { UnreadableSourceError } from "../../src/contracts/errors.js";
import type { FeatureKind } from "../../src/contracts/records.js";
import { timeFromKey } from "../../src/pipeline/key-time.js";
import { formatOf } from "../inspect/read-sample.js";
import { headerOf } from "../profile/header.js";
import { formatNamed, monitorReading, plainReading, type ProfileReading } from "../profile/profile-reading.js";
import { columnRoles, type ColumnRoles } from "./column-roles.js";
import type { TimePlace } from "./event-times.js";
import { headOf, type LogHead } from "./log-head.js";
import type { Log } from "./read-log.js";
import type { BacktestOptions } from "./settings.js";
import type { BacktestSources } from "./sources.js";
import { type Side, timePlaceOf } from "./time-column.js";

/** How both sides of a replay are read, and which of their columns are features. */
export interface ReplayPlan extends ColumnRoles {
  readonly reference: Log;
  readonly production: Log;
  readonly types: Readonly<Record<string, FeatureKind>>;
  readonly categorical: readonly string[];
  readonly sensitive: readonly string[];
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
  const reference = await sideOf("reference", sources.reference, reading.reference, options, monitor);
  const production = await sideOf("production", sources.production, reading.files, options, monitor);
  const { types, files } = reading;
  const columns = [...new Set([...reference.head.columns, ...production.head.columns])];
  const times = [reference, production].flatMap(timeColumns);
  const roles = columnRoles(columns, times, files.exclude, options, monitor);
  return {
    reference: without(reference, roles.leftOut),
    production: without(production, roles.leftOut),
    ...roles,
    types,
    categorical: files.categorical,
    sensitive: files.sensitive,
    time: timeText(production.place),
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

/** The column that event time is read from, and others that hold times. */
function timeColumns({ head, place }: PlannedSide): string[] {
  return [...head.timeTexts, ...("column" in place ? [place.column] : [])];
}

/** The log without columns that nobody looks at: not decoding them is quicker, texts that never repeat most of all. */
function without({ log, place }: PlannedSide, leftOut: ReadonlyMap<string, string>): Log {
  const time = "column" in place ? place.column : null;
  const ignore = [...(log.options.ignore ?? []), ...[...leftOut.keys()].filter((name) => name !== time)];
  return { ...log, options: { ...log.options, ignore } };
}

function timeText(place: PlannedSide["place"]): string {
  if ("column" in place) return `column ${place.column}`;
  return "path" in place ? `the files' names (${place.path})` : "the captures' metadata";
}
