import type { Config, MonitorConfig } from "../../src/config/index.js";
import { nearestName } from "../../src/config/problems/nearest-name.js";
import type { Buckets } from "../../src/contracts/ports.js";
import { PlumblineError } from "../../src/contracts/errors.js";
import { captureLayout, type CaptureLayout } from "../../src/pipeline/capture-layout.js";
import { UsageError } from "../failure.js";
import { columnFacts } from "./column-facts.js";
import { compareColumns, type ComparedColumn } from "./compare-columns.js";
import { readSample, type Sample, type SampleReading } from "./read-sample.js";
import { sampleProblems, type SampleProblem } from "./sample-problems.js";
import { s3, s3Refusal } from "./s3.js";
import { sampleSource } from "./sample-source.js";

/** A monitor's configuration held against real data. */
export interface MonitorSample {
  readonly monitor: string;
  /** What the file says of the monitor, `defaults:` merged in. */
  readonly written: Readonly<Record<string, unknown>>;
  readonly sample: Sample;
  readonly reference: Sample | null;
  readonly columns: readonly ComparedColumn[];
  readonly problems: readonly SampleProblem[];
}

/**
 * Reads samples as the monitor would, and compares their columns with those of the reference.
 *
 * @param name of the monitor that the samples belong to
 * @param places files or S3 URLs of captures
 * @param referencePlace file or S3 URL of the reference; where the configuration names headerless columns by a file,
 *   this one stands in for it
 * @throws UnreadableSourceError when a file can't be read; UsageError when there is no such monitor
 */
export async function inspectMonitor(
  config: Config,
  name: string,
  places: readonly string[],
  referencePlace: string | null,
  progress: SampleReading["progress"],
): Promise<MonitorSample> {
  const monitor = monitorNamed(config, name);
  const categorical = Object.keys(monitor.features.types).filter(
    (name) => monitor.features.types[name] === "categorical",
  );
  const common = { categorical, progress };
  const sources = await Promise.all(places.map(sampleSource));
  const reference =
    referencePlace === null
      ? null
      : await readSample([await sampleSource(referencePlace)], {
          ...common,
          format: "auto",
          options: monitor.captures.csv.decimal === null ? {} : { csv: { decimal: monitor.captures.csv.decimal } },
          time: null,
        });
  const { options } = await layoutOf(monitor, reference?.columns ?? null);
  const sample = await readSample(sources, {
    ...common,
    format: monitor.captures.format,
    options,
    time: timeOf(monitor),
  });
  const { types } = monitor.features;
  return {
    monitor: name,
    written: config.document.monitors[name] ?? {},
    sample,
    reference,
    columns: compareColumns(monitor, columnFacts(sample, types), reference && columnFacts(reference, types)),
    problems: sampleProblems(monitor, sample, reference),
  };
}

/** @throws UsageError with the nearest name when there is no such monitor */
export function monitorNamed(config: Config, name: string): MonitorConfig {
  const monitor = config.monitors.find((each) => each.name === name);
  if (monitor) return monitor;
  const names = config.monitors.map((each) => each.name);
  const nearest = nearestName(name, names);
  const hint = nearest === null ? "" : `; did you mean ${nearest}?`;
  throw new UsageError(`--monitor expects one of ${names.join(", ")}, got ${name}${hint}`);
}

function timeOf({ columns: { time } }: MonitorConfig): SampleReading["time"] {
  if (time.from === "column") return { column: time.column };
  return time.from === "metadata" ? { metadata: true } : null;
}

/**
 * How the monitor's captures are read.
 *
 * @param header columns of the reference, where it is at hand: they name headerless columns as the configured file would
 */
export async function layoutOf(monitor: MonitorConfig, header: readonly string[] | null): Promise<CaptureLayout> {
  const { headerFrom } = monitor.columns.input;
  if (headerFrom === null) return captureLayout(monitor, NO_BUCKETS);
  if (header) return captureLayout(withHeader(monitor, header), NO_BUCKETS);
  try {
    return await captureLayout(monitor, await s3());
  } catch (error) {
    // A header that isn't there is a typed error of its own.
    if (error instanceof PlumblineError) throw error;
    const url = `s3://${headerFrom.bucket}/${headerFrom.key}`;
    throw s3Refusal(url, error, "; --reference FILE with the same header can stand in for it");
  }
}

/** The monitor with names of headerless input at hand instead of in S3. */
function withHeader(monitor: MonitorConfig, header: readonly string[]): MonitorConfig {
  const { columns } = monitor;
  return { ...monitor, columns: { ...columns, input: { ...columns.input, headerFrom: null, header } } };
}

const NO_BUCKETS: Buckets = {
  bucket: (name) => {
    throw new Error(`no bucket is needed here, got ${name}`);
  },
};
