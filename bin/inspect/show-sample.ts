import type { Output } from "../output.js";
import type { ComparedColumn } from "./compare-columns.js";
import { describeEdit, type Edit, editedGroups, editsAsYaml } from "./edits.js";
import type { MonitorSample } from "./monitor-sample.js";
import type { Sample } from "./read-sample.js";

/** How captures and reference fit together, for people. */
export function showSample(inspected: MonitorSample, output: Output): void {
  const { monitor, written, sample, reference, columns, problems } = inspected;
  output.line();
  output.line(`captures of ${monitor}: ${describeSample(sample)}`);
  if (reference) output.line(`reference: ${describeSample(reference)}`);
  output.line();
  output.table(
    [
      { title: "column" },
      { title: "is" },
      { title: "captures" },
      { title: "reference" },
      { title: "finding" },
      { title: "edit" },
    ],
    columns.flatMap((column) => columnRows(column, reference !== null)),
  );
  for (const severity of ["error", "warning"] as const) {
    const some = problems.filter((problem) => problem.severity === severity);
    if (some.length === 0) continue;
    output.line();
    output.line(severity === "error" ? "Wrong:" : "Please check:");
    for (const { path, message } of some) output.line(`  monitors.${monitor}.${path}: ${message}`);
  }
  const edits = editsOf(columns);
  if (edits.length === 0) return;
  output.line();
  output.line("With all of these edits the file says:");
  output.line();
  output.line(editsAsYaml(monitor, written, edits));
}

/** The same for programs. */
export function sampleAsJson(inspected: MonitorSample): object {
  const { monitor, written, sample, reference, columns, problems } = inspected;
  return {
    monitor,
    captures: countsOf(sample),
    reference: reference && countsOf(reference),
    columns: columns.map(({ name, role, capture, reference: other, findings }) => ({
      name,
      role,
      captures: capture?.type ?? null,
      reference: other?.type ?? null,
      findings,
    })),
    problems,
    edited: editedGroups(written, editsOf(columns)),
  };
}

function columnRows({ name, role, capture, reference, findings }: ComparedColumn, compared: boolean): string[][] {
  const side = (type: string | undefined) => type ?? "-";
  const first = [name, role, side(capture?.type), compared ? side(reference?.type) : ""];
  if (findings.length === 0) return [[...first, "", ""]];
  return findings.map(({ detail, edit }, i) => [
    ...(i === 0 ? first : ["", "", "", ""]),
    detail,
    edit ? describeEdit(edit) : "",
  ]);
}

function editsOf(columns: readonly ComparedColumn[]): Edit[] {
  return columns.flatMap(({ findings }) => findings.flatMap(({ edit }) => edit ?? []));
}

function describeSample(sample: Sample): string {
  const { places, format, records, cut, rejects } = sample;
  const what = places.length === 1 ? places[0]! : `${places.length} files`;
  const read = `${cut ? "the first " : ""}${records} records of ${what} (${format})`;
  if (rejects.total === 0) return read;
  const reasons = Object.entries(rejects.byReason).map(([reason, count]) => `${reason} ${count}`);
  return `${read}; ${rejects.total} rejected: ${reasons.join(", ")}`;
}

function countsOf({ places, format, records, cut, rejects }: Sample): object {
  return { files: places, format, records, cut, rejected: rejects.total, rejectedByReason: rejects.byReason };
}
