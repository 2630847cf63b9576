import { nearestName } from "../../src/config/problems/nearest-name.js";
import type { Call } from "../command.js";
import { ExitStatus } from "../exit-status.js";
import { UsageError } from "../failure.js";
import { sampleSource } from "../inspect/sample-source.js";
import { formatNamed } from "../profile/profile-reading.js";
import { ProgressBar } from "../profile/progress-bar.js";
import { compareFiles } from "./compare-files.js";
import { comparisonReport, type ComparisonReport } from "./comparison-report.js";
import { limitsOf } from "./limits.js";
import { showComparison } from "./show-comparison.js";

export interface CompareOptions {
  readonly reference: string;
  readonly current: string;
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
  const [reference, current] = await Promise.all([sampleSource(options.reference), sampleSource(options.current)]);
  const progress = new ProgressBar(output, 2 * reference.sizeBytes + current.sizeBytes);
  const choice = { format: formatNamed(options.format), named, ignore: ignored, limits };
  const comparison = await compareFiles({ reference, current }, choice, progress);
  requireColumns([...named, ...ignored], comparison.names);
  const report = comparisonReport(comparison, limits, named, ignored);
  showComparison(report, output);
  output.json(report);
  return statusOf(report);
}

function requireColumns(named: readonly string[], known: readonly string[]): void {
  const unknown = named.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const nearest = nearestName(unknown, known);
  const hint = nearest === null ? "" : `; did you mean ${nearest}?`;
  throw new UsageError(`column ${unknown} is in neither file${hint}`);
}

/** A comparison that could judge nothing has not found that nothing changed. */
function statusOf({ drift, verdicts }: ComparisonReport): ExitStatus {
  if (drift) return ExitStatus.drift;
  return verdicts.ok === undefined ? ExitStatus.badInput : ExitStatus.ok;
}
