import type { MonitorConfig } from "../../src/config/index.js";
import { nearestName } from "../../src/config/problems/nearest-name.js";
import { timeFromKey } from "../../src/pipeline/key-time.js";
import { areNameless } from "./compare-columns.js";
import type { Sample } from "./read-sample.js";

/** What in a configuration doesn't fit the data. */
export interface SampleProblem {
  /** Field of the monitor, e.g. `columns.time`. */
  readonly path: string;
  /** For people: what is expected and what was found. */
  readonly message: string;
  /** An error keeps the monitor from working; a warning has no effect. */
  readonly severity: "error" | "warning";
}

/** Where the configuration names what the captures don't hold. */
export function sampleProblems(monitor: MonitorConfig, sample: Sample, reference: Sample | null): SampleProblem[] {
  return [
    ...recordProblems(monitor, sample),
    ...namelessColumns(sample, reference),
    ...timeProblems(monitor, sample),
    ...neededColumns(monitor, sample),
    ...outputProblems(monitor, sample),
    ...unknownNames(monitor, sample, reference),
    ...referenceProblems(monitor, reference),
  ];
}

function recordProblems({ columns }: MonitorConfig, { records, rejects, format }: Sample): SampleProblem[] {
  if (records > 0) return [];
  const first = rejects.samples[0];
  const { header, headerFrom } = columns.input;
  if (first?.reason === "ragged-row" && (header.length > 0 || headerFrom !== null)) {
    const message = `line ${first.line} ${first.detail}: header or headerFrom name other columns than the payload has; drop leaves out those that it lacks`;
    return [{ path: "columns.input", message, severity: "error" }];
  }
  const why = first ? `: line ${first.line} ${first.detail} (${first.reason})` : "";
  const message = `no record of ${rejects.total} could be read as ${format}${why}`;
  return [{ path: "captures.format", message, severity: "error" }];
}

function namelessColumns(sample: Sample, reference: Sample | null): SampleProblem[] {
  const names = (columns: readonly string[]) => columns.map((name) => ({ name }));
  if (!reference || !areNameless(names(sample.columns), names(reference.columns))) return [];
  const message =
    "expects names for the payload's columns c0, c1, ..., as the reference has them: header lists them in order, or headerFrom " +
    "names a CSV in S3 whose first line does, with drop for those that the payload lacks";
  return [{ path: "columns.input", message, severity: "error" }];
}

function timeProblems({ columns: { time }, window }: MonitorConfig, sample: Sample): SampleProblem[] {
  const error = (message: string): SampleProblem[] => [{ path: "columns.time", message, severity: "error" }];
  if (sample.records === 0 || time.from === "lastModified") return [];
  if (time.from === "path") {
    const wrong = sample.places.find((place) => timeFromKey(place, time.pattern, window.timeZone) === null);
    if (wrong === undefined) return [];
    const message = `expects ${time.pattern} in the key, which ${wrong} doesn't match; the keys of live captures must`;
    return [{ path: "columns.time", message, severity: wrong.startsWith("s3://") ? "error" : "warning" }];
  }
  const where = time.from === "column" ? `column ${time.column}` : `inferenceTime of ${sample.format} captures`;
  if (sample.timed === 0) {
    return error(`expects times in ${where}, got none; choose a column, { path: dt={yyyy-MM-dd} } or lastModified`);
  }
  const untimed = sample.records - sample.timed;
  return untimed === 0
    ? []
    : [
        {
          path: "columns.time",
          message: `${untimed} of ${sample.records} records have no time in ${where}`,
          severity: "warning",
        },
      ];
}

/** Columns without which records can't be used as configured. */
function neededColumns({ columns }: MonitorConfig, sample: Sample): SampleProblem[] {
  const needed = [
    ...(columns.id.from === "columns" ? columns.id.columns.map((name) => ["columns.id", name] as const) : []),
    ...(columns.prediction === null ? [] : [["columns.prediction", columns.prediction] as const]),
    ...(columns.weight === null ? [] : [["columns.weight", columns.weight] as const]),
    ...(columns.latency === null ? [] : [["columns.latency.column", columns.latency.column] as const]),
  ];
  return sample.records === 0
    ? []
    : needed
        .filter(([, name]) => !sample.columns.includes(name))
        .map(([path, name]) => ({ path, message: absent(name, sample.columns), severity: "error" as const }));
}

function outputProblems({ columns }: MonitorConfig, sample: Sample): SampleProblem[] {
  if (sample.records === 0) return [];
  return Object.entries(columns.output.columns).flatMap(([name, place]) => {
    const found = sample.profile.columns.filter((each) => each.name === name || each.name.startsWith(`${name}.`));
    const values = found.some(({ kinds, cells }) => cells > kinds.missing);
    const message = `expects values at ${JSON.stringify(place)} of the output, got none in ${sample.records} records`;
    return values ? [] : [{ path: `columns.output.${name}`, message, severity: "error" as const }];
  });
}

/** Names that neither side holds: they have no effect, and may be misspelt. */
function unknownNames(monitor: MonitorConfig, sample: Sample, reference: Sample | null): SampleProblem[] {
  const known = [...new Set([...sample.columns, ...(reference?.columns ?? [])])];
  const { features, segments } = monitor;
  const named = [
    ...features.ignore.map((name) => ["features.ignore", name] as const),
    ...features.sensitive.map((name) => ["features.sensitive", name] as const),
    ...Object.keys(features.types).map((name) => ["features.types", name] as const),
    ...segments.map(({ column }) => ["segments", column] as const),
  ];
  return known.length === 0
    ? []
    : named
        .filter(([, name]) => !known.includes(name))
        .map(([path, name]) => ({ path, message: absent(name, known), severity: "warning" as const }));
}

function referenceProblems({ reference: config }: MonitorConfig, reference: Sample | null): SampleProblem[] {
  if (!reference || config.kind !== "table" || config.label === null) return [];
  return reference.columns.includes(config.label)
    ? []
    : [{ path: "reference.label", message: absent(config.label, reference.columns), severity: "error" }];
}

function absent(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  return `expects a column ${name}, which is not there${nearest === null ? "" : `; did you mean ${nearest}?`}`;
}
