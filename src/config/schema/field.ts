import * as z from "zod/mini";

/** What the documentation says of a field beyond its schema. */
export interface FieldNotes {
  /** One of the units that the documentation names: days, minutes, percent, US dollars ... */
  readonly unit?: string;
  /** In words, where the default is no constant. */
  readonly fallback?: string;
}

/**
 * Documents one field of the dialect: the description goes into the JSON Schema and, with unit and default, into
 * docs/configuration.md. Every field of every object is made by this function.
 */
export function field<T extends z.ZodMiniType>(schema: T, description: string, notes: FieldNotes = {}): T {
  z.globalRegistry.add(schema, { description, ...notes });
  return schema;
}

/** An object without unknown fields. Its `expected` text stands for the whole object where something else was written. */
export function group<S extends Readonly<Record<string, z.ZodMiniType>>>(expected: string, shape: S) {
  return z.strictObject(shape, { error: (issue) => (issue.code === "invalid_type" ? expected : undefined) });
}

/** An object whose fields all have defaults, so that it may be absent itself. */
export function optionalGroup<S extends Readonly<Record<string, z.ZodMiniType>>>(expected: string, shape: S) {
  return z.prefault(group(expected, shape), {} as never);
}
