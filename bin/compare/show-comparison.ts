import type { Output } from "../output.js";
import { readableNumber, readableText } from "../profile/readable.js";
import type { ComparedColumn, ComparisonReport } from "./comparison-report.js";

const TITLES = [
  { title: "  metric" },
  { title: "value", align: "right" },
  { title: "p-value", align: "right" },
  { title: "drift at" },
  { title: "verdict" },
] as const;

/** A comparison for people: a table per column, most drifted first, then the sum of it. */
export function showComparison({ reference, current, columns, verdicts }: ComparisonReport, output: Output): void {
  for (const column of columns) showColumn(column, output);
  output.line(`reference ${reference.file}: ${reference.records} records, ${reference.rejected} rejected`);
  output.line(`current   ${current.file}: ${current.records} records, ${current.rejected} rejected`);
  const counts = Object.entries(verdicts).map(([verdict, count]) => `${count} ${verdict}`);
  output.line(`${columns.length} ${columns.length === 1 ? "column" : "columns"}: ${counts.join(", ")}`);
}

function showColumn(
  { name, verdict, effect, rows, missing, metrics, leftOut, reason }: ComparedColumn,
  output: Output,
) {
  const size = effect === null ? "" : `, changed by ${readableNumber(effect, 3)} standard deviations`;
  output.line(`${readableText(name, 60)}: ${verdict}${reason === null ? size : ` (${reason})`}`);
  if (rows && missing) {
    const side = (at: "reference" | "current") => `${rows[at]} rows (${missing[at]} missing)`;
    output.line(`  reference ${side("reference")}, current ${side("current")}`);
  }
  if (metrics.length > 0)
    output.table(
      TITLES,
      metrics.map(({ name, value, pValue, judgedBy, threshold, verdict }) => [
        `  ${name}`,
        readableNumber(value, 4),
        readableNumber(pValue, 3),
        judgedBy === "value" ? `value >= ${threshold}` : `p <= ${threshold}`,
        verdict,
      ]),
    );
  for (const { name, reason } of leftOut) output.line(`  no ${name}: ${reason}`);
  output.line();
}
