import type { MonitorConfig } from "../../src/config/index.js";
import type { ColumnFacts } from "./column-facts.js";
import type { Edit } from "./edits.js";
import { isPositionName, isPredictionName, movesWithTime } from "./column-signs.js";
import { labelAmong } from "./label-among.js";
import { type ColumnRole, roleOf } from "./roles.js";

/** One column on both sides, and what is odd about it. */
export interface ComparedColumn {
  readonly name: string;
  readonly role: ColumnRole;
  readonly capture: ColumnFacts | null;
  readonly reference: ColumnFacts | null;
  readonly findings: readonly ColumnFinding[];
}

interface ColumnFinding {
  readonly kind:
    | "only-in-captures"
    | "only-in-reference"
    | "type-differs"
    | "all-missing"
    | "constant"
    | "id-like"
    | "moves-with-time";
  /** For people, e.g. `like an id: 2333 different values`. */
  readonly detail: string;
  /** What to write into the monitor's configuration if it is meant so. */
  readonly edit: Edit | null;
}

/** Fewer values than these say nothing of a column being constant. */
const ENOUGH_ROWS = 50;

/**
 * Columns of the captures beside those of the reference, captures' first.
 *
 * @param reference null where none was given: then only the captures' own oddities are found
 */
export function compareColumns(
  monitor: MonitorConfig,
  captures: readonly ColumnFacts[],
  reference: readonly ColumnFacts[] | null,
): ComparedColumn[] {
  const byName = new Map(reference?.map((column) => [column.name, column]));
  const names = new Set(captures.map(({ name }) => name));
  const onlyReference = (reference ?? []).filter(({ name }) => !names.has(name));
  const label = lacksLabel(monitor, reference ?? []) ? labelAmong(onlyReference) : null;
  // Edits would tell to ignore everything.
  const unread = captures.length === 0 || (reference !== null && areNameless(captures, reference));
  const compared: ComparedColumn[] = [
    ...captures.map((capture) => {
      const other = byName.get(capture.name) ?? null;
      const role = roleOf(capture.name, monitor);
      const findings = role === "feature" ? featureFindings(capture, other, reference !== null) : [];
      return { name: capture.name, role, capture, reference: other, findings };
    }),
    ...onlyReference.map((other) => {
      const role = roleOf(other.name, monitor);
      const findings = role === "feature" ? [missingInCaptures(other, label)] : [];
      return { name: other.name, role, capture: null, reference: other, findings };
    }),
  ];
  return unread ? compared.map(withoutEdits) : compared;
}

/**
 * True where payloads without a header meet a reference with one, and nothing says yet which column is which. To ignore all of
 * them on both sides would then be wrong.
 */
export function areNameless(
  captures: readonly Pick<ColumnFacts, "name">[],
  reference: readonly Pick<ColumnFacts, "name">[],
): boolean {
  return captures.some(({ name }) => isPositionName(name)) && !reference.some(({ name }) => isPositionName(name));
}

function withoutEdits(column: ComparedColumn): ComparedColumn {
  return { ...column, findings: column.findings.map((finding) => ({ ...finding, edit: null })) };
}

function featureFindings(capture: ColumnFacts, reference: ColumnFacts | null, compared: boolean): ColumnFinding[] {
  const { name } = capture;
  const ignore: Edit = { path: "features.ignore", add: name };
  if (compared && !reference) {
    const edit: Edit = isPredictionName(name) ? { path: "columns.prediction", value: name } : ignore;
    return [{ kind: "only-in-captures", detail: "not in the reference", edit }];
  }
  return [typeFinding(capture, reference), ...oddities(capture, reference ?? capture, ignore)].filter(
    (finding) => finding !== null,
  );
}

function typeFinding(capture: ColumnFacts, reference: ColumnFacts | null): ColumnFinding | null {
  if (!reference || capture.type === reference.type) return null;
  // An empty column has no type to differ in.
  if (capture.type === "empty" || reference.type === "empty") return null;
  return {
    kind: "type-differs",
    detail: `${capture.type} in captures, ${reference.type} in the reference`,
    edit: { path: "features.types", set: { [capture.name]: "categorical" } },
  };
}

/** @param learned the side that the baseline is learned from */
function oddities(capture: ColumnFacts, learned: ColumnFacts, ignore: Edit): (ColumnFinding | null)[] {
  const { trend } = capture;
  const where = learned === capture ? "" : " in the reference";
  const different = `${Math.round(learned.distinct)} different values`;
  return [
    learned.skipped === "all-missing" ? { kind: "all-missing", detail: `holds no value${where}`, edit: ignore } : null,
    // A handful of records shows one value of many a column that isn't constant.
    learned.skipped === "constant" && learned.valued >= ENOUGH_ROWS
      ? { kind: "constant", detail: `holds one value only${where}`, edit: ignore }
      : null,
    learned.skipped === "id-like"
      ? { kind: "id-like", detail: `like an id: ${different}${where}`, edit: ignore }
      : null,
    trend !== null && movesWithTime(trend)
      ? { kind: "moves-with-time", detail: `moves with time: correlation ${trend.toFixed(2)}`, edit: ignore }
      : null,
  ];
}

function missingInCaptures({ name }: ColumnFacts, label: string | null): ColumnFinding {
  const edit: Edit = name === label ? { path: "reference.label", value: name } : { path: "features.ignore", add: name };
  return { kind: "only-in-reference", detail: "not in the captures", edit };
}

/** True for a reference whose label is not known yet: none is configured, or one that isn't there. */
function lacksLabel({ reference: config }: MonitorConfig, reference: readonly ColumnFacts[]): boolean {
  return config.kind === "table" && !reference.some(({ name }) => name === config.label);
}
