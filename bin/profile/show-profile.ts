import type { SchemaChange } from "../../src/core/baseline/schema-changes.js";
import type { Output } from "../output.js";
import type { ColumnReport } from "./column-report.js";
import type { ProfileReport } from "./profile-report.js";
import { readableNumber, readableText } from "./readable.js";

const TITLES = [
  { title: "column" },
  { title: "type" },
  ...["count", "missing", "mean", "sd", "min", "p25", "median", "p75", "max", "distinct"].map(
    (title) => ({ title, align: "right" }) as const,
  ),
  { title: "top values" },
];

/** Values and shares that fit at the end of a line. */
const SHOWN_VALUES = 3;

/** A profile for people: a table of columns, then what was read and rejected. */
export function showProfile(report: ProfileReport, output: Output): void {
  const { columns, leftOut, reference } = report;
  if (columns.length > 0) output.table(TITLES, columns.map(rowOf));
  if (columns.length > 0) output.line();
  showRecords(report, output);
  if (leftOut.length > 0) output.line(`left out, as the configuration says: ${leftOut.join(", ")}`);
  if (!reference) return;
  output.line(`counted on the bins of ${reference.name} (${reference.records} records); --json shows the counts`);
  for (const change of reference.changes) output.line(`  ${change.column}: ${describeChange(change)}`);
}

function rowOf(column: ColumnReport): string[] {
  const { numbers } = column;
  const quantiles = numbers ? Object.values(numbers.quantiles) : [null, null, null, null, null];
  return [
    readableText(column.name, 40),
    column.type,
    String(column.count),
    String(column.missing),
    readableNumber(numbers?.mean ?? null),
    readableNumber(numbers?.sd ?? null),
    ...quantiles.map((value) => readableNumber(value)),
    `${column.distinctExact ? "" : "~"}${column.distinct}`,
    topValues(column),
  ];
}

/** Nothing where hardly a value comes twice: three of a thousand different numbers say nothing. */
function topValues({ topValues, topValuesBound }: ColumnReport): string {
  if (topValues.length > 0 && topValues[0]!.count === 1 && topValues.length > SHOWN_VALUES) return "";
  const shown = topValues.slice(0, SHOWN_VALUES).map(({ value, share }) => {
    const percent = `${topValuesBound > 0 ? ">=" : ""}${readableNumber(100 * share, 3)} %`;
    return `${readableText(value, 24)} ${percent}`;
  });
  return shown.join(", ");
}

function showRecords({ files, records, doubt }: ProfileReport, output: Output): void {
  const { read, used, rejected, rejectedByReason, rejectedFirst } = records;
  const what =
    files.length === 1 ? `${files[0]!.name} (${files[0]!.format ?? "empty"})` : `${files.length} files as one profile`;
  output.line(`${what}: ${read} records read = ${used} used + ${rejected} rejected`);
  if (files.length > 1)
    for (const { name, format, used, rejected } of files)
      output.line(`  ${name} (${format ?? "empty"}): ${used} used + ${rejected} rejected`);
  for (const [reason, count] of Object.entries(rejectedByReason)) {
    const first = rejectedFirst.find((each) => each.reason === reason);
    const where = first ? `, first ${files.length > 1 ? `${first.file} ` : ""}line ${first.line}: ${first.detail}` : "";
    output.line(`  ${count === 0 ? "note" : `rejected ${count}`} ${reason}${where}`);
  }
  if (used === 0) output.line("no record could be used");
  if (doubt !== null) output.line(`is this data? ${doubt}`);
}

function describeChange(change: SchemaChange): string {
  switch (change.kind) {
    case "new-column":
      return "not in the reference";
    case "vanished-column":
      return "in the reference only";
    case "new-type":
      return `${change.rows} of ${change.of} values are ${change.type}, a type that the reference does not hold here`;
    case "no-longer-constant":
      return `${change.distinct} different values, one in the reference`;
  }
}
