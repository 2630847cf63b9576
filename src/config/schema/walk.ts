import type * as z from "zod/mini";

type AnySchema = z.core.$ZodType;

/** A schema without what makes it optional or gives it a default. */
export function unwrap(schema: AnySchema): AnySchema {
  const { def } = schema._zod as { def: z.core.$ZodTypeDef & { innerType?: AnySchema; in?: AnySchema } };
  if (def.innerType) return unwrap(def.innerType);
  return def.type === "pipe" && def.in ? unwrap(def.in) : schema;
}

/** Fields of an object schema in their order; empty for any other schema. */
export function fieldsOf(schema: AnySchema): Readonly<Record<string, AnySchema>> {
  const { def } = unwrap(schema)._zod as { def: z.core.$ZodTypeDef & { shape?: Record<string, AnySchema> } };
  return def.shape ?? {};
}

/** Names that an object schema, or a record with known keys, accepts. */
export function fieldNames(schema: AnySchema): readonly string[] {
  const { def } = unwrap(schema)._zod as { def: z.core.$ZodTypeDef & { keyType?: AnySchema } };
  const keys = def.keyType?._zod.def as { entries?: Record<string, string> } | undefined;
  return keys?.entries ? Object.values(keys.entries) : Object.keys(fieldsOf(schema));
}

/** The schemas that may stand at a path: several where the way leads through a union. */
export function schemasAt(root: AnySchema, path: readonly (string | number)[]): readonly AnySchema[] {
  let schemas = alternatives(root);
  for (const part of path) schemas = schemas.flatMap((schema) => children(schema, part)).flatMap(alternatives);
  return schemas;
}

function alternatives(schema: AnySchema): readonly AnySchema[] {
  const inner = unwrap(schema);
  const { def } = inner._zod as { def: z.core.$ZodTypeDef & { options?: readonly AnySchema[] } };
  return def.type === "union" && def.options ? def.options.flatMap(alternatives) : [inner];
}

function children(schema: AnySchema, part: string | number): readonly AnySchema[] {
  const { def } = schema._zod as {
    def: z.core.$ZodTypeDef & { element?: AnySchema; valueType?: AnySchema };
  };
  if (typeof part === "number") return def.element ? [def.element] : [];
  const own = fieldsOf(schema)[part];
  return own ? [own] : def.valueType ? [def.valueType] : [];
}
