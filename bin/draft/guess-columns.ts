import type { OutputName, Task } from "../../src/config/index.js";
import type { ColumnFacts } from "../inspect/column-facts.js";
import { isCodeName, isIdName, isPredictionName, isTimeName } from "../inspect/column-signs.js";
import { labelAmong } from "../inspect/label-among.js";

/** A guess and what it rests on, for the comment beside it. */
export interface Guess<T> {
  readonly value: T;
  readonly because: string;
}

/** Share of a column's values that must be times for it to be one. */
const MOSTLY = 0.95;

/** The column of flat records that holds event time. */
export function guessTime(columns: readonly ColumnFacts[]): Guess<string> | null {
  const times = columns.filter(({ timeShare }) => timeShare >= MOSTLY);
  const found = times.find(({ name }) => isTimeName(name)) ?? times.find(({ type }) => type === "text");
  return found ? { value: found.name, because: "its values are times" } : null;
}

/** The column that tells records apart. */
export function guessId(columns: readonly ColumnFacts[], time: string | null): Guess<string> | null {
  const unlike = columns.filter((column) => column.name !== time && column.skipped === "id-like");
  const found = unlike.find(({ name }) => isIdName(name)) ?? unlike.find(({ type }) => type === "text");
  return found ? { value: found.name, because: `${Math.round(found.distinct)} different values` } : null;
}

/** The column of flat records that the model wrote. */
export function guessPrediction(
  columns: readonly ColumnFacts[],
  reference: readonly ColumnFacts[],
): Guess<string> | null {
  const known = new Set(reference.map(({ name }) => name));
  const named = columns.filter(({ name }) => isPredictionName(name));
  const found = named.find(({ name }) => !known.has(name)) ?? named[0];
  return found ? { value: found.name, because: "by its name" } : null;
}

/** The column of the reference that captures lack, ids aside. */
export function guessLabel(onlyInReference: readonly ColumnFacts[]): Guess<string> | null {
  const value = labelAmong(onlyInReference);
  return value === null ? null : { value, because: "the reference has it, captures don't" };
}

/** Columns whose numbers are names. */
export function guessCategorical(columns: readonly ColumnFacts[]): string[] {
  return columns
    .filter(({ name, whole, kind }) => whole && kind === "numeric" && isCodeName(name))
    .map(({ name }) => name);
}

/** Where score, class, probabilities or prediction stand in the output of SageMaker captures. */
export function guessOutput(
  columns: readonly ColumnFacts[],
): Guess<Partial<Record<OutputName, number | string>>> | null {
  const found: Partial<Record<OutputName, number | string>> = {};
  const texts: string[] = [];
  for (const column of columns) {
    const role = outputRole(column);
    if (role === null || found[role.name] !== undefined) continue;
    found[role.name] = role.place;
    texts.push(`${role.name}: ${describeValues(column)}`);
  }
  return texts.length === 0 ? null : { value: found, because: texts.join("; ") };
}

function outputRole(column: ColumnFacts): { name: OutputName; place: number | string } | null {
  const rest = column.name.replace(/^output\.?/, "");
  const place = rest === "" ? 0 : /^\d+$/.test(rest) ? Number(rest) : rest;
  if (typeof place === "string") {
    const root = place.split(".", 1)[0]!;
    if (/^prob(s|abilities)$/i.test(root)) return { name: "probabilities", place: root };
    if (/score|prob/i.test(place)) return { name: "score", place };
    if (/label|class|category/i.test(place)) return { name: "class", place };
    return /pred|value|hat|amount|result/i.test(place) ? { name: "prediction", place } : null;
  }
  if (column.type === "text" || column.type === "boolean") return { name: "class", place };
  if (column.type !== "number" || !column.range) return null;
  if (isShare(column)) return { name: "score", place };
  return { name: column.whole && column.distinct <= 20 ? "class" : "prediction", place };
}

/** Numbers from 0 to 1 that are no classes. */
function isShare({ type, range, whole }: ColumnFacts): boolean {
  return type === "number" && range !== null && range.min >= 0 && range.max <= 1 && !whole;
}

function describeValues({ type, range, distinct }: ColumnFacts): string {
  return type === "number" && range
    ? `numbers from ${short(range.min)} to ${short(range.max)}`
    : `${Math.round(distinct)} ${type} values`;
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}

/** What the model predicts: by the label where it is known, else by what it puts out. */
export function guessTask(
  label: ColumnFacts | null,
  outputs: readonly (readonly [string, ColumnFacts | null])[],
): Guess<Task> | null {
  if (label) {
    const values = `the label ${label.name} has ${Math.round(label.distinct)} different values`;
    if (label.distinct <= 2) return { value: "binary", because: values };
    const classes = label.type !== "number" || (label.whole && label.distinct <= 20);
    return classes ? { value: "multiclass", because: values } : { value: "regression", because: `${values}, numbers` };
  }
  const output = new Map(outputs);
  if (output.has("probabilities")) return { value: "multiclass", because: "the output has probabilities" };
  if (output.has("score")) return { value: "binary", because: "the output has a score from 0 to 1" };
  const classes = output.get("class");
  if (classes) return { value: classes.distinct <= 2 ? "binary" : "multiclass", because: "the output has classes" };
  const prediction = output.get("prediction");
  if (prediction && isShare(prediction))
    return { value: "binary", because: `${prediction.name} holds numbers from 0 to 1` };
  if (prediction?.type === "number") return { value: "regression", because: `${prediction.name} holds numbers` };
  return prediction ? { value: "multiclass", because: `${prediction.name} holds classes` } : null;
}
