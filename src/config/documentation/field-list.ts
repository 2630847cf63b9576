import * as z from "zod/mini";
import type { FieldNotes } from "../schema/field.js";
import { fieldsOf, unwrap } from "../schema/walk.js";

/** One field of the dialect, for people. */
export interface DocumentedField {
  /** Dotted, from the group it is listed in, e.g. `store.retentionDays`; items of lists as `segments[].column`. */
  readonly path: string;
  /** `required`, a constant as JSON, or words. */
  readonly fallback: string;
  readonly unit: string | null;
  /** What may stand there. */
  readonly value: string;
  readonly description: string;
}

type AnySchema = z.core.$ZodType;
type Definition = z.core.$ZodTypeDef & {
  readonly defaultValue?: unknown;
  readonly element?: AnySchema;
  readonly options?: readonly AnySchema[];
};

/** Every field of a group, depth first; groups that only hold fields with defaults are left out themselves. */
export function documentedFields(group: AnySchema, prefix = "", alternative = false): DocumentedField[] {
  return Object.entries(fieldsOf(group)).flatMap(([name, schema]) => {
    const own = schema._zod.def.type === "prefault" ? [] : [documented(prefix + name, schema, alternative)];
    const inner = groupsInside(schema).flatMap((each) =>
      documentedFields(each.schema, `${prefix}${name}${each.suffix}.`, each.alternative),
    );
    return [...own, ...inner];
  });
}

interface InnerGroup {
  readonly schema: AnySchema;
  readonly suffix: string;
  /** One of several forms, so that what it requires is required in this form only. */
  readonly alternative: boolean;
}

/** Objects that a field may hold: itself, an alternative of it, or an item of its list. */
function groupsInside(schema: AnySchema, suffix = "", alternative = false): InnerGroup[] {
  const inner = unwrap(schema);
  const { element, options } = inner._zod.def as Definition;
  if (options) return options.flatMap((option) => groupsInside(option, suffix, true));
  if (element) return groupsInside(element, `${suffix}[]`);
  return Object.keys(fieldsOf(inner)).length > 0 ? [{ schema: inner, suffix, alternative }] : [];
}

function documented(path: string, schema: AnySchema, alternative: boolean): DocumentedField {
  const notes = z.globalRegistry.get(schema) as ({ description?: string } & FieldNotes) | undefined;
  return {
    path,
    fallback: notes?.fallback ?? (alternative ? "in this form" : fallbackOf(schema)),
    unit: notes?.unit ?? null,
    value: valueOf(schema),
    description: notes?.description ?? "",
  };
}

function fallbackOf(schema: AnySchema): string {
  const def = schema._zod.def as Definition;
  if (def.type === "default") return isEmpty(def.defaultValue) ? "none" : `\`${JSON.stringify(def.defaultValue)}\``;
  return isRequired(schema) ? "**required**" : "none";
}

function isRequired(schema: AnySchema): boolean {
  return !["default", "prefault", "optional"].includes(schema._zod.def.type);
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

/** What the schema itself says it expects when it is given something that no field accepts. */
function valueOf(schema: AnySchema): string {
  const inner = unwrap(schema);
  const names = (inner._zod.def as { entries?: Record<string, string> }).entries;
  if (names)
    return Object.values(names)
      .map((name) => `\`${name}\``)
      .join(", ");
  const refused = z.safeParse(inner as z.ZodMiniType, Symbol.iterator);
  return refused.success ? "anything" : refused.error.issues[0]!.message;
}
