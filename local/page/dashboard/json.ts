/** Reading a dashboard's JSON, in which anything may be missing or of another type: such members are absent. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function asObject(value: unknown): JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

export function memberOf(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

export function objectAt(object: JsonObject, name: string): JsonObject {
  return asObject(memberOf(object, name));
}

export function textAt(object: JsonObject, name: string): string | undefined {
  const value = memberOf(object, name);
  return typeof value === "string" ? value : undefined;
}

export function numberAt(object: JsonObject, name: string): number | undefined {
  const value = memberOf(object, name);
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

export function listAt(object: JsonObject, name: string): readonly unknown[] {
  const value = memberOf(object, name);
  return Array.isArray(value) ? value : [];
}

export function textsAt(object: JsonObject, name: string): readonly string[] {
  return listAt(object, name).filter((value) => typeof value === "string");
}
