/** A JSON value as parsed: whole numbers beyond 2^53 are bigints, and NaN and infinities may occur (Python writes them). */
export type JsonValue = null | boolean | number | bigint | string | readonly JsonValue[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: JsonValue;
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isArray(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

export function isScalar(value: JsonValue): value is null | boolean | number | bigint | string {
  return typeof value !== "object" || value === null;
}

/** The value of an own key; keys like `constructor` are nothing special. */
export function field(object: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

export function stringField(object: JsonObject, key: string): string | null {
  const value = field(object, key);
  return typeof value === "string" ? value : null;
}
