/** Way from the root of a configuration to a field. */
export type Path = readonly (string | number)[];

/** `monitors.churn.captures.include[0]`; names that are no plain words are quoted. */
export function formatPath(path: Path): string {
  return path
    .map((part, i) => {
      if (typeof part === "number") return `[${part}]`;
      if (!/^[\w-]+$/.test(part)) return `[${JSON.stringify(part)}]`;
      return i === 0 ? part : `.${part}`;
    })
    .join("");
}

/** The value at the end of a path; undefined where the way breaks off. */
export function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const part of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string | number, unknown>)[part];
  }
  return value;
}

/** A value in a few words: texts in quotes, maps by their fields. */
export function describeValue(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "an empty value";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : `a list of ${value.length}`;
  if (typeof value === "object") {
    const names = Object.keys(value);
    const shown = names.slice(0, 4).join(", ") + (names.length > 4 ? ", ..." : "");
    return names.length === 0 ? "an empty map" : `a map with ${shown}`;
  }
  if (typeof value === "string") return JSON.stringify(value.length > 80 ? `${value.slice(0, 77)}...` : value);
  return typeof value === "number" ? value.toString() : JSON.stringify(value);
}
