import { isMap, isSeq, isScalar, LineCounter, type Node, parseDocument, type Pair } from "yaml";
import { ConfigError, type ConfigProblem } from "./problems/problem.js";
import type { Path } from "./problems/path.js";
import type { ConfigSource, Location } from "./resolve.js";

/** One mistake makes many errors behind it, and a data file that is named by mistake tens of thousands. */
const MOST_SYNTAX_ERRORS = 10;

/**
 * Reads one YAML (or JSON) document.
 * @throws ConfigError with the first ten syntax errors and the number of the others, or every `__proto__` field
 */
export function readYaml(text: string, file: string): ConfigSource {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true, uniqueKeys: true });
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const others = document.errors.length - MOST_SYNTAX_ERRORS;
  const problems: ConfigProblem[] = document.errors.slice(0, MOST_SYNTAX_ERRORS).map((error, i) => {
    const more = others > 0 && i === MOST_SYNTAX_ERRORS - 1 ? `, and ${others} more behind it` : "";
    return {
      file,
      ...place(error.pos[0]),
      path: "",
      expected: "one document of valid YAML",
      got: (error.code === "MULTIPLE_DOCS" ? "several documents" : `an error: ${error.message}`) + more,
      suggestion: error.code === "TAB_AS_INDENT" ? "spaces" : null,
    };
  });
  if (problems.length > 0) throw new ConfigError(problems);
  return {
    file,
    value: plainValue(document, file),
    locate: (path, atKey) => locate(document.contents, path, atKey, place),
  };
}

function plainValue(document: ReturnType<typeof parseDocument>, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 }) as unknown;
  } catch (error) {
    // Too many aliases, or one that points to itself.
    const got = error instanceof Error ? error.message : String(error);
    throw new ConfigError([
      { file, line: null, column: null, path: "", expected: "at most 100 aliases", got, suggestion: null },
    ]);
  }
}

type Place = (offset: number) => { line: number; column: number };

function locate(root: Node | null, path: Path, atKey: boolean, place: Place): Location {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  let depth = 0;
  for (const part of path) {
    const step = stepInto(node, part);
    if (!step) break;
    depth++;
    node = step.value;
    // An unknown field, or one without a value, is shown at its name.
    const shown = (atKey && depth === path.length) || !step.value?.range ? step.key : step.value;
    offset = shown?.range?.[0] ?? offset;
  }
  // Where the way breaks off, something is missing: that is shown at the name of the group that lacks it.
  if (depth > 0 && depth < path.length) offset = keyOffset(root, path.slice(0, depth)) ?? offset;
  return { depth, ...place(offset) };
}

function keyOffset(root: unknown, path: Path): number | null {
  let node = root;
  let offset: number | null = null;
  for (const part of path) {
    const step = stepInto(node, part);
    offset = (step?.key ?? step?.value)?.range?.[0] ?? null;
    node = step?.value;
  }
  return offset;
}

function stepInto(node: unknown, part: string | number): { key: Node | null; value: Node | null } | null {
  if (isMap(node)) {
    const pair = (node.items as Pair<Node | null, Node | null>[]).find(
      ({ key }) => isScalar(key) && String(key.value) === String(part),
    );
    return pair ? { key: pair.key, value: pair.value } : null;
  }
  if (isSeq(node) && typeof part === "number") {
    const item = node.items[part] as Node | undefined;
    return item ? { key: null, value: item } : null;
  }
  return null;
}
