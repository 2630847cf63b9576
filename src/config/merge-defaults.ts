import type { Path } from "./problems/path.js";

/** Places where a monitor's map replaces that of `defaults:` as a whole, because its fields exclude each other. */
const REPLACED_WHOLE = ["reference", "columns.time", "model.version"];

/**
 * Puts the fields of `defaults:` under each monitor; what a monitor says itself comes first. Maps are merged, lists
 * and values are replaced. Whatever isn't a map stays as it is, for the schema to complain about.
 */
export function mergeDefaults(input: unknown): unknown {
  if (!isMap(input) || !isMap(input["defaults"]) || !isMap(input["monitors"])) return input;
  const defaults = input["defaults"];
  const monitors = Object.entries(input["monitors"]).map(([name, monitor]) => [name, merged(defaults, monitor, [])]);
  return { ...input, monitors: Object.fromEntries(monitors) as unknown };
}

function merged(defaults: unknown, own: unknown, path: Path): unknown {
  // `churn:` with nothing under it is a monitor that says nothing itself.
  if (own === undefined || (own === null && path.length === 0)) return defaults;
  if (!isMap(defaults) || !isMap(own) || REPLACED_WHOLE.includes(path.join("."))) return own;
  const names = new Set([...Object.keys(defaults), ...Object.keys(own)]);
  return Object.fromEntries([...names].map((name) => [name, merged(defaults[name], own[name], [...path, name])]));
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
