import type { PlacelessProblem } from "./issue-problems.js";
import type { Path } from "./path.js";

/** Objects can't hold a field of this name reliably, so it would be lost in silence. */
const FORBIDDEN = "__proto__";

/** Every field that no configuration may have, however deep. */
export function forbiddenNames(value: unknown, path: Path = []): PlacelessProblem[] {
  if (typeof value !== "object" || value === null) return [];
  const entries = Array.isArray(value)
    ? value.map((item: unknown, i): [number, unknown] => [i, item])
    : Object.entries(value);
  return entries.flatMap(([name, inner]: [string | number, unknown]) => {
    const here = [...path, name];
    const own =
      name === FORBIDDEN
        ? [{ path: here, expected: "another name", got: JSON.stringify(FORBIDDEN), suggestion: null, atKey: true }]
        : [];
    return [...own, ...forbiddenNames(inner, here)];
  });
}
