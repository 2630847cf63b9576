import { basename } from "node:path";
import { chartBins } from "../../src/core/report/chart-bins.js";
import type { ColumnOnPage, ComparisonPage } from "../../src/core/report/comparison/comparison-page.js";
import type { MetricLimit } from "../../src/core/drift/judge.js";
import { weightedMedian } from "../../src/core/drift/weighted-values.js";
import { countsOf } from "../../src/core/verdict/feature-counts.js";
import { baselineValues, distributionChange, missingChange } from "../../src/core/verdict/native-change.js";
import type { FileComparison } from "../compare/compare-files.js";
import type { ComparedColumn, ComparisonReport } from "../compare/comparison-report.js";
import type { LabelledFiles } from "./labelled-files.js";

/** What the page shows of a comparison. */
export function pageOf(
  comparison: FileComparison,
  report: ComparisonReport,
  quality: LabelledFiles | null,
  limits: readonly MetricLimit[],
): ComparisonPage {
  const file = (side: ComparisonReport["reference"]): ComparisonPage["reference"] => ({
    name: basename(side.file),
    records: side.records,
    rejected: side.rejected,
  });
  return {
    reference: file(report.reference),
    current: file(report.current),
    columns: report.columns.map((column) => columnOf(column, comparison)),
    quality,
    provenance: [
      ["Reference", report.reference.file],
      ["Now", report.current.file],
      [
        "Rule",
        "A column drifts where a metric passes its threshold with rows enough for it; p-values count from an effect of 0.05 standard deviations on. Too few rows are insufficient data, never ok.",
      ],
      [
        "Metrics and thresholds",
        limits.map(({ metric, judgedBy, threshold }) => `${metric.name} ${threshold} (${judgedBy})`).join(", "),
      ],
      ["Written by", "plumbline report"],
    ],
  };
}

function columnOf(column: ComparedColumn, comparison: FileComparison): ColumnOnPage {
  const { name, kind, verdict, effect, reason } = column;
  const metrics = column.metrics.map((metric) => ({
    name: metric.name,
    judged: metric.judgedBy === "p-value" ? (metric.pValue ?? metric.value) : metric.value,
    judgedBy: metric.judgedBy,
    threshold: metric.threshold,
    drifts: metric.verdict === "drifting",
  }));
  return { name, kind, verdict, effect, reason, metrics, ...drawn(name, column, comparison) };
}

function drawn(
  name: string,
  { metrics }: ComparedColumn,
  { compared, features, current }: FileComparison,
): Pick<ColumnOnPage, "bins" | "change" | "missing"> {
  const [sides, feature] = [compared.get(name), features.get(name)];
  if (!sides || !feature) return { bins: [], change: null, missing: null };
  const now = sides.current;
  const median = now.numeric && now.rows > 0 ? weightedMedian(now.numeric.values) : null;
  const counts = countsOf(feature, now, current.records);
  const share = ({ missing, rows }: { readonly missing: number; readonly rows: number }): number =>
    missing / Math.max(1, missing + rows);
  const drifting = metrics.filter((metric) => metric.verdict === "drifting").map((metric) => metric.name);
  const change =
    drifting.length > 0 && drifting.every((metric) => metric === "missing-rate")
      ? missingChange(baselineValues(feature).counts, counts)
      : distributionChange(feature, baselineValues(feature), { counts, median });
  return {
    bins: now.rows === 0 ? [] : chartBins(feature, now),
    change,
    missing: { reference: share(feature), current: share(now) },
  };
}
