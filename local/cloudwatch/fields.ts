/**
 * Typed reading of JSON that came over the wire or out of a template. Both spell the same members the same way, so
 * one set of readers serves `PutMetricData` and `AWS::CloudWatch::Alarm` alike. A member that is null or undefined is
 * absent.
 */
import { CloudWatchFault, invalidValue, unsupported } from "./errors.js";

/** A JSON object and where it was found, for messages (`MetricData.member.3`). */
export interface Fields {
  readonly path: string;
  readonly values: Readonly<Record<string, unknown>>;
}

const NOT_FINITE = new Set(["NaN", "Infinity", "-Infinity"]);

function at(fields: Fields, name: string): string {
  return fields.path === "" ? name : `${fields.path}.${name}`;
}

function valueOf(fields: Fields, name: string): unknown {
  return Object.hasOwn(fields.values, name) ? (fields.values[name] ?? undefined) : undefined;
}

export function fieldsOf(value: unknown, path: string): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw invalidValue(`${path || "request"} expects an object, got ${JSON.stringify(value)}`);
  }
  return { path, values: value as Record<string, unknown> };
}

/** Refuses members that the embedded CloudWatch would otherwise silently pass over. */
export function onlyKnown(fields: Fields, known: readonly string[]): void {
  for (const name of Object.keys(fields.values)) {
    if (!known.includes(name) && valueOf(fields, name) !== undefined) throw unsupported(at(fields, name));
  }
}

export function textField(fields: Fields, name: string): string | undefined {
  const value = valueOf(fields, name);
  if (value === undefined || typeof value === "string") return value;
  throw invalidValue(`${at(fields, name)} expects a string, got ${JSON.stringify(value)}`);
}

export function requiredText(fields: Fields, name: string): string {
  const value = textField(fields, name);
  if (value === undefined || value === "") throw missing(fields, name);
  return value;
}

/** A number; also as text, because template parameters arrive as text and JSON carries NaN and infinities as text. */
export function numberField(fields: Fields, name: string): number | undefined {
  const value = valueOf(fields, name);
  if (value === undefined) return undefined;
  const number = toNumber(value);
  if (number !== undefined) return number;
  throw invalidValue(`${at(fields, name)} expects a number, got ${JSON.stringify(value)}`);
}

export function requiredNumber(fields: Fields, name: string): number {
  const value = numberField(fields, name);
  if (value === undefined) throw missing(fields, name);
  return value;
}

export function flagField(fields: Fields, name: string): boolean | undefined {
  const value = valueOf(fields, name);
  if (value === undefined || typeof value === "boolean") return value;
  if (value === "true" || value === "false") return value === "true";
  throw invalidValue(`${at(fields, name)} expects true or false, got ${JSON.stringify(value)}`);
}

/** A list; empty when absent. */
function listField(fields: Fields, name: string): readonly unknown[] {
  const value = valueOf(fields, name);
  if (value === undefined) return [];
  if (Array.isArray(value)) return value;
  throw invalidValue(`${at(fields, name)} expects a list, got ${JSON.stringify(value)}`);
}

/** A list of objects, each knowing its place (`MetricData.member.2`). */
export function objectsField(fields: Fields, name: string): readonly Fields[] {
  return listField(fields, name).map((value, index) => fieldsOf(value, `${at(fields, name)}.member.${index + 1}`));
}

export function numbersField(fields: Fields, name: string): readonly number[] {
  return listField(fields, name).map((value, index) => {
    const number = toNumber(value);
    if (number !== undefined) return number;
    throw invalidValue(`${at(fields, name)}.member.${index + 1} expects a number, got ${JSON.stringify(value)}`);
  });
}

export function textsField(fields: Fields, name: string): readonly string[] {
  return listField(fields, name).map((value, index) => {
    if (typeof value === "string") return value;
    throw invalidValue(`${at(fields, name)}.member.${index + 1} expects a string, got ${JSON.stringify(value)}`);
  });
}

/** A time in epoch seconds (the JSON protocol's form) as epoch milliseconds. */
export function timeField(fields: Fields, name: string): number | undefined {
  const seconds = numberField(fields, name);
  if (seconds === undefined) return undefined;
  if (!Number.isFinite(seconds)) throw invalidValue(`${at(fields, name)} expects a time, got ${seconds}`);
  return Math.round(seconds * 1000);
}

function missing(fields: Fields, name: string): CloudWatchFault {
  return new CloudWatchFault("MissingParameter", `the parameter ${at(fields, name)} is required`);
}

function toNumber(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value !== "string" || value.trim() === "") return undefined;
  const number = Number(value);
  return Number.isNaN(number) && !NOT_FINITE.has(value) ? undefined : number;
}
