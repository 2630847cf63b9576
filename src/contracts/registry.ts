import { PlumblineError } from "./errors.js";

/** Plug-ins of one kind by name: a literal list, so that every entry can be found by a text search. */
export interface Registry<T extends { readonly name: string }> {
  readonly kind: string;
  readonly names: readonly string[];
  /** @throws PlumblineError `UNKNOWN_NAME` with the names that exist */
  get(name: string): T;
  values(): readonly T[];
}

/** @throws PlumblineError `DUPLICATE_NAME` at load when two entries share a name */
export function registry<T extends { readonly name: string }>(kind: string, entries: readonly T[]): Registry<T> {
  const byName = new Map<string, T>();
  for (const entry of entries) {
    if (byName.has(entry.name)) throw new PlumblineError("DUPLICATE_NAME", `two ${kind}s are named ${entry.name}`);
    byName.set(entry.name, entry);
  }
  const names = [...byName.keys()];
  return {
    kind,
    names,
    values: () => [...byName.values()],
    get(name) {
      const entry = byName.get(name);
      if (entry) return entry;
      throw new PlumblineError("UNKNOWN_NAME", `${kind} expects one of ${names.join(", ")}, got ${name}`);
    },
  };
}
