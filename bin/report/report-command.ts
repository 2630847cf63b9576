import { writeFile } from "node:fs/promises";
import { messageOf } from "../../src/contracts/errors.js";
import { comparisonPage } from "../../src/core/report/comparison/comparison-page.js";
import type { Call } from "../command.js";
import { comparedFiles, requireColumns } from "../compare/compare-command.js";
import { type ComparisonReport, comparisonReport } from "../compare/comparison-report.js";
import { limitsOf } from "../compare/limits.js";
import { ExitStatus } from "../exit-status.js";
import { UsageError } from "../failure.js";
import type { Output } from "../output.js";
import { requireNoInput } from "../profile/write-profile.js";
import { type LabelledFiles, labelledFiles } from "./labelled-files.js";
import { pageOf } from "./page-of.js";
import type { ReportOptions } from "./report-options.js";

/** What `plumbline report --json` prints; fields are added, never changed. */
interface ReportSummary extends Pick<ComparisonReport, "reference" | "current" | "drift" | "verdicts"> {
  /** Where the page was written, and its size. */
  readonly report: string;
  readonly sizeBytes: number;
  /** Columns that drift, most drifted first. */
  readonly drifting: readonly { readonly name: string; readonly effect: number | null }[];
  /** Null without labels. Metrics without a value here are left out. */
  readonly quality: {
    readonly task: string;
    readonly labelled: number;
    readonly metrics: Readonly<Record<string, number>>;
  } | null;
}

export async function runReport({ options, output }: Call<ReportOptions>): Promise<ExitStatus> {
  const { reference, current, labels = [], out, label, timestamp, id = [], ignore = [] } = options;
  requireNoInput(out, [reference, current, ...labels]);
  const limits = limitsOf(options.method, options.threshold);
  const named = options.column ?? [];
  const said = labels.length === 0 && label !== undefined ? [label] : [];
  const ignored = [...(timestamp === undefined ? [] : [timestamp]), ...id, ...ignore, ...said];
  const both = named.find((name) => ignored.includes(name));
  if (both !== undefined) throw new UsageError(`--column expects columns that are not left out, got ${both}`);
  const comparison = await comparedFiles(options, { named, ignore: ignored, limits }, output);
  requireColumns([...named, ...ignored], comparison.names);
  const report = comparisonReport(comparison, limits, named, ignored);
  const quality = await labelledFiles(options, output);
  const html = comparisonPage(pageOf(comparison, report, quality, limits));
  await writeFile(out, html).catch((error: unknown) => {
    const message = `--out expects a file that can be written, got ${out}: ${messageOf(error)}`;
    throw new UsageError(message, { cause: error });
  });
  const summary = summaryOf(report, quality, out, Buffer.byteLength(html));
  show(summary, output);
  output.json(summary);
  if (report.drift) return ExitStatus.drift;
  return report.verdicts.ok === undefined ? ExitStatus.badInput : ExitStatus.ok;
}

function summaryOf(
  { reference, current, drift, verdicts, columns }: ComparisonReport,
  quality: LabelledFiles | null,
  report: string,
  sizeBytes: number,
): ReportSummary {
  const metrics = (quality?.values ?? []).flatMap(({ name, class: ofClass, measured }): [string, number][] =>
    ofClass === null && measured.defined ? [[name, measured.value]] : [],
  );
  return {
    report,
    sizeBytes,
    reference,
    current,
    drift,
    verdicts,
    drifting: columns.filter(({ verdict }) => verdict === "drifting").map(({ name, effect }) => ({ name, effect })),
    quality: quality && {
      task: quality.now.task,
      labelled: quality.now.rows,
      metrics: Object.fromEntries(metrics),
    },
  };
}

const MOST_NAMED = 10;

function show({ report, sizeBytes, drifting, verdicts, quality }: ReportSummary, output: Output): void {
  const judged = drifting.length + (verdicts.ok ?? 0);
  const names = drifting.slice(0, MOST_NAMED).map(({ name }) => name);
  const rest = drifting.length - names.length;
  const which = names.length === 0 ? "" : `: ${names.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
  output.line(`${drifting.length} of ${judged} judged columns drift${which}`);
  if (quality) output.line(`quality measured on ${quality.labelled} labelled predictions (${quality.task})`);
  output.line(`report written to ${report} (${Math.ceil(sizeBytes / 1000)} kB)`);
}
