import type * as z from "zod/mini";
import type { TextParams } from "../schema/texts.js";
import { fieldNames, fieldsOf, schemasAt } from "../schema/walk.js";
import { nearestName } from "./nearest-name.js";
import { describeValue, type Path, valueAt } from "./path.js";

/** A problem before its place in the file is known. */
export interface PlacelessProblem {
  readonly path: Path;
  readonly expected: string;
  readonly got: string;
  readonly suggestion: string | null;
  /** The field itself is wrong, not its value. */
  readonly atKey: boolean;
}

type Schema = z.core.$ZodType;
type Issue = z.core.$ZodIssue;

/** What a schema says of a value, in our words. */
export function problemsOfIssues(schema: Schema, value: unknown, issues: readonly Issue[]): PlacelessProblem[] {
  return issues.flatMap((issue) => problemsOf(schema, value, issue, []));
}

function problemsOf(schema: Schema, root: unknown, issue: Issue, above: Path): PlacelessProblem[] {
  const path: Path = [...above, ...issue.path.map((part) => (typeof part === "number" ? part : String(part)))];
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownField(schema, path, key));
  if (issue.code === "invalid_key") return [wrongKey(path, issue)];
  if (issue.code === "invalid_value") return [wrongChoice(path, issue.values.map(String), valueAt(root, path))];
  const branch = issue.code === "invalid_union" ? closestBranch(issue.errors) : undefined;
  if (branch) return branch.flatMap((inner) => problemsOf(schema, root, inner, path));
  const value = valueAt(root, path);
  const suggestion = typeof value === "string" ? nearestName(value, candidatesOf(issue)) : null;
  return [{ path, expected: issue.message, got: describeValue(value), suggestion, atKey: false }];
}

/** Valid names that a text's own check knows. */
function candidatesOf(issue: Issue): readonly string[] {
  const params: TextParams = issue.code === "custom" ? (issue.params ?? {}) : {};
  return params.candidates?.() ?? [];
}

/** The branch of a union that the value was meant for: the one whose outer type fits. */
function closestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const fitting = branches.filter((issues) => !issues.some((issue) => issue.path.length === 0 && wrongOutside(issue)));
  const withoutStrangers = fitting.filter((issues) => !issues.some((issue) => issue.code === "unrecognized_keys"));
  const candidates = withoutStrangers.length > 0 ? withoutStrangers : fitting;
  return candidates.length === 1 ? candidates[0] : undefined;
}

function wrongOutside(issue: Issue): boolean {
  return issue.code === "invalid_type" || issue.code === "invalid_value" || issue.code === "invalid_union";
}

function unknownField(schema: Schema, path: Path, key: string): PlacelessProblem {
  const groups = schemasAt(schema, path);
  const names = groups.flatMap(fieldNames);
  const inside = groups.flatMap((fields) =>
    Object.entries(fieldsOf(fields)).flatMap(([name, inner]) =>
      Object.hasOwn(fieldsOf(inner), key) ? [`${name}.${key}`] : [],
    ),
  );
  return {
    path: [...path, key],
    expected: `a field of this group (${names.join(", ")})`,
    got: JSON.stringify(key),
    suggestion: nearestName(key, names) ?? inside[0] ?? null,
    atKey: true,
  };
}

function wrongKey(path: Path, issue: Extract<Issue, { code: "invalid_key" }>): PlacelessProblem {
  const key = String(path.at(-1));
  const inner = issue.issues[0];
  if (inner?.code === "invalid_value") return { ...wrongChoice(path, inner.values.map(String), key), atKey: true };
  return { path, expected: inner?.message ?? issue.message, got: JSON.stringify(key), suggestion: null, atKey: true };
}

function wrongChoice(path: Path, choices: readonly string[], value: unknown): PlacelessProblem {
  const expected = choices.length === 1 ? choices[0]! : `one of ${choices.join(", ")}`;
  const suggestion = typeof value === "string" ? nearestName(value, choices) : null;
  return { path, expected, got: describeValue(value), suggestion, atKey: false };
}
