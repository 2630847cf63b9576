import { type Entries, entryList } from "./page-parts.js";

/** What configuration says of a model. */
export interface ModelFacts {
  readonly task?: string | null;
  readonly owner?: string | null;
  readonly description?: string | null;
  readonly runbook?: string | null;
  readonly tags?: Readonly<Record<string, string>>;
  /** Whatever else somebody wrote down: texts, numbers, lists, objects. */
  readonly card?: Readonly<Record<string, unknown>>;
}

/** Of a longer text only so much is shown. */
const MOST_CHARACTERS = 600;
const MOST_ENTRIES = 60;

/** The model card; empty where configuration says nothing of the model. */
export function modelCard({ task, owner, description, runbook, tags = {}, card = {} }: ModelFacts): string {
  const named = Object.entries(tags).map(([name, value]): [string, string] => [name, value]);
  const entries: Entries = [
    ["Purpose", description ?? null],
    ["Task", task ?? null],
    ["Owner", owner ?? null],
    ["Runbook", runbook ?? null],
    ...Object.entries(card).flatMap(([name, value]) => flattened(name, value)),
    ...named,
  ];
  const list = entryList(entries.slice(0, MOST_ENTRIES));
  return list === "" ? "" : `<section><h2>The model</h2>${list}</section>`;
}

/** An object becomes an entry for each of its fields: `training.rows`. */
function flattened(name: string, value: unknown): [string, string][] {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return Object.entries(value).flatMap(([key, inner]) => flattened(`${name}.${key}`, inner));
  }
  return [[name, shortened(textOf(value))]];
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(textOf).join(", ");
  return JSON.stringify(value);
}

const shortened = (text: string): string =>
  text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS - 1)}…` : text;
