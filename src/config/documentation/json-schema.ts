import * as z from "zod/mini";
import { configSchema } from "../schema/config.js";
import type { FieldNotes } from "../schema/field.js";

/** What the override sees: JSON Schema with our notes in it. */
type Noted = { -readonly [K in keyof FieldNotes]: FieldNotes[K] } & { description?: string; default?: unknown };

/**
 * The dialect as JSON Schema (draft 2020-12), for editors. It says what may be written, so fields with defaults are
 * optional. Rules between fields (`exactly one of table, captures, live`) are checked by `plumbline validate` only.
 */
export function configJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(configSchema, {
    io: "input",
    target: "draft-2020-12",
    override: ({ jsonSchema }) => {
      foldNotes(jsonSchema);
    },
  });
  const { $schema, ...rest } = schema;
  return { $schema, title: "plumbline.yaml", description: "What Plumbline watches, and how.", ...rest };
}

/** Editors show descriptions only, so unit and default go there. */
function foldNotes(schema: Noted): void {
  const { unit, fallback, description } = schema;
  delete schema.unit;
  delete schema.fallback;
  const notes = [unit && `Unit: ${unit}.`, fallback && `Default: ${fallback}.`].filter(Boolean);
  if (description && notes.length > 0) schema.description = [description, ...notes].join(" ");
  // An absent group is one with all its defaults; `{}` says nothing.
  if (isEmptyObject(schema.default)) delete schema.default;
}

function isEmptyObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
}
