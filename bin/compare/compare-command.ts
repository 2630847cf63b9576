import { nearestName } from "../../src/config/problems/nearest-name.js";
import type { MetricLimit } from "../../src/core/drift/judge.js";
import type { Output } from "../output.js";
import type { Call } from "../command.js";
import { ExitStatus } from "../exit-status.js";
import { UsageError } from "../failure.js";
import { sampleSource } from "../inspect/sample-source.js";
import { formatNamed } from "../profile/profile-reading.js";
import { ProgressBar } from "../profile/progress-bar.js";
import { compareStored, type StoredPlace } from "./compare-stored.js";
import { compareFiles, type FileComparison } from "./compare-files.js";
import { comparisonReport, type ComparisonReport } from "./comparison-report.js";
import { limitsOf } from "./limits.js";
import { showComparison } from "./show-comparison.js";

export interface CompareOptions {
  readonly reference?: string;
  readonly current?: string;
  readonly monitor?: string;
  readonly store?: string;
  readonly table?: string;
  readonly window?: string;
  readonly column?: string[];
  readonly method?: string[];
  readonly threshold?: string;
  readonly timestamp?: string;
  readonly id?: string[];
  readonly ignore?: string[];
  readonly format?: string;
}

export async function runCompare({ options, output }: Call<CompareOptions>): Promise<ExitStatus> {
  const limits = limitsOf(options.method, options.threshold);
  const named = options.column ?? [];
  const { timestamp, id = [], ignore = [] } = options;
  const ignored = [...(timestamp === undefined ? [] : [timestamp]), ...id, ...ignore];
  const both = named.find((name) => ignored.includes(name));
  if (both !== undefined) throw new UsageError(`--column expects columns that are not left out, got ${both}`);
  const stored = storedPlace(options);
  const comparison = stored
    ? await compareStored(stored, limits)
    : await comparedFiles(options, { named, ignore: ignored, limits }, output);
  requireColumns([...named, ...ignored], comparison.names);
  const report = comparisonReport(comparison, limits, named, ignored);
  showComparison(report, output);
  output.json(report);
  return statusOf(report);
}

/** The windows of a deployed monitor, where they are asked for; all four of its options are needed then. */
function storedPlace({ reference, current, ...options }: CompareOptions): StoredPlace | null {
  const { monitor, store, table, window } = options;
  const given = [monitor, store, table, window].filter((value) => value !== undefined);
  if (given.length === 0) return null;
  if (reference !== undefined || current !== undefined) {
    throw new UsageError("compare expects either --reference and --current, or the windows of a monitor, got both");
  }
  if (monitor !== undefined && store !== undefined && table !== undefined && window !== undefined) {
    return { monitor, store, table, window };
  }
  throw new UsageError("compare expects --monitor, --store, --table and --window together");
}

/** Two files, counted and compared. */
export async function comparedFiles(
  options: Pick<CompareOptions, "reference" | "current" | "format">,
  choice: {
    readonly named: readonly string[];
    readonly ignore: readonly string[];
    readonly limits: readonly MetricLimit[];
  },
  output: Output,
): Promise<FileComparison> {
  if (options.reference === undefined || options.current === undefined) {
    throw new UsageError("compare expects --reference and --current, or the windows of a monitor: see --help");
  }
  const [reference, current] = await Promise.all([sampleSource(options.reference), sampleSource(options.current)]);
  const progress = new ProgressBar(output, 2 * reference.sizeBytes + current.sizeBytes);
  return compareFiles({ reference, current }, { ...choice, format: formatNamed(options.format) }, progress);
}

/** @throws UsageError with the nearest name for a column that neither side has */
export function requireColumns(named: readonly string[], known: readonly string[]): void {
  const unknown = named.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const nearest = nearestName(unknown, known);
  const hint = nearest === null ? "" : `; did you mean ${nearest}?`;
  throw new UsageError(`column ${unknown} is on neither side${hint}`);
}

/** A comparison that could judge nothing has not found that nothing changed. */
function statusOf({ drift, verdicts }: ComparisonReport): ExitStatus {
  if (drift) return ExitStatus.drift;
  return verdicts.ok === undefined ? ExitStatus.badInput : ExitStatus.ok;
}
