/**
 * Typed reading of a resource's properties. CloudFormation accepts numbers and flags as text too. Every reader's error
 * names stack, logical id and property.
 */
import type { ResolvedResource } from "../contracts.js";
import { TemplateError, UnsupportedError } from "../errors.js";

export interface Properties {
  /** For messages, e.g. `hub/AlertTopic.Subscription`. */
  readonly path: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Properties that change what the embedded cloud does, and those that it knows and that change nothing here. */
export interface KnownProperties {
  readonly simulated: readonly string[];
  readonly inert?: readonly string[];
}

/**
 * A resource's properties. Tags are known everywhere: nothing reads them here.
 *
 * @throws UnsupportedError for a property that would otherwise be passed over in silence
 */
export function propertiesOf(resource: ResolvedResource, known: KnownProperties): Properties {
  const inert = [...(known.inert ?? []), "Tags"];
  return checked(`${resource.stack}/${resource.logicalId} (${resource.type})`, resource.properties, {
    ...known,
    inert,
  });
}

function checked(path: string, values: Readonly<Record<string, unknown>>, known: KnownProperties): Properties {
  for (const name of Object.keys(values)) {
    if (!known.simulated.includes(name) && !known.inert?.includes(name)) {
      throw new UnsupportedError(`the property ${name}`, path);
    }
  }
  return { path, values };
}

export function text(properties: Properties, name: string): string | undefined {
  const value = properties.values[name];
  if (value === undefined) return undefined;
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw expected(properties, name, "a string", value);
}

export function requiredText(properties: Properties, name: string): string {
  const value = text(properties, name);
  if (value === undefined || value === "") throw expected(properties, name, "a string", value);
  return value;
}

export function number(properties: Properties, name: string, fallback: number): number {
  const value = properties.values[name];
  if (value === undefined) return fallback;
  const parsed = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof parsed === "number" && Number.isFinite(parsed)) return parsed;
  throw expected(properties, name, "a number", value);
}

export function flag(properties: Properties, name: string, fallback: boolean): boolean {
  const value = properties.values[name];
  if (value === undefined) return fallback;
  if (value === true || value === "true") return true;
  if (value === false || value === "false") return false;
  throw expected(properties, name, "true or false", value);
}

export function texts(properties: Properties, name: string): readonly string[] {
  return list(properties, name).map((value) => {
    if (typeof value === "string") return value;
    throw expected(properties, name, "a list of strings", value);
  });
}

/** An object inside the properties, with the members that are known in it. */
export function object(properties: Properties, name: string, known: KnownProperties): Properties | undefined {
  const value = properties.values[name];
  if (value === undefined) return undefined;
  return checked(`${properties.path}.${name}`, record(properties, name, value), known);
}

export function objects(properties: Properties, name: string, known: KnownProperties): readonly Properties[] {
  return list(properties, name).map((value, index) =>
    checked(`${properties.path}.${name}[${index}]`, record(properties, name, value), known),
  );
}

function list(properties: Properties, name: string): readonly unknown[] {
  const value = properties.values[name];
  if (value === undefined) return [];
  if (Array.isArray(value)) return value as readonly unknown[];
  throw expected(properties, name, "a list", value);
}

function record(properties: Properties, name: string, value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw expected(properties, name, "an object", value);
}

function expected(properties: Properties, name: string, rule: string, value: unknown): TemplateError {
  return new TemplateError(properties.path, `${name} expects ${rule}, got ${JSON.stringify(value)}`);
}
