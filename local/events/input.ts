import { UnsupportedError } from "../errors.js";
import type { CloudEvent } from "./event.js";

type Json = Readonly<Record<string, unknown>>;

/** How a rule turns an event into what its target gets: as it is, a part, a constant, or a template. */
export interface InputRule {
  readonly Input?: unknown;
  readonly InputPath?: unknown;
  readonly InputTransformer?: unknown;
}

/** @returns JSON text, or the plain text of a template that is no JSON */
export function targetInput(rule: InputRule, event: CloudEvent, ruleArn: string, ruleName: string): string {
  if (typeof rule.Input === "string") return rule.Input;
  if (typeof rule.InputPath === "string") return JSON.stringify(atPath(event, rule.InputPath));
  if (rule.InputTransformer === undefined) return JSON.stringify(event);
  const { InputPathsMap: paths = {}, InputTemplate: template } = rule.InputTransformer as {
    readonly InputPathsMap?: Readonly<Record<string, string>>;
    readonly InputTemplate: string;
  };
  const values = new Map(Object.entries(paths).map(([name, path]) => [name, atPath(event, path)]));
  values.set("aws.events.event", event);
  values.set("aws.events.event.json", event);
  values.set("aws.events.rule-arn", ruleArn);
  values.set("aws.events.rule-name", ruleName);
  values.set("aws.events.event.ingestion-time", event.time);
  return fill(template, values);
}

/** A variable inside a JSON string is put there as text, any other as JSON. */
function fill(template: string, values: ReadonlyMap<string, unknown>): string {
  let inString = false;
  let filled = "";
  for (const [part] of template.matchAll(/\\.|"|<[A-Za-z0-9_.-]+>|[^"\\<]+|<|\\/gs)) {
    if (part === '"') inString = !inString;
    const name = /^<(.+)>$/.exec(part)?.[1];
    if (name === undefined || !values.has(name)) filled += part;
    else filled += inString ? asText(values.get(name)) : JSON.stringify(values.get(name) ?? null);
  }
  return filled;
}

function asText(value: unknown): string {
  const text = typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value);
  return JSON.stringify(text).slice(1, -1);
}

/** `$.detail.object.key`; other forms of JSON path are refused. */
function atPath(event: CloudEvent, path: string): unknown {
  if (!/^\$(\.[A-Za-z0-9_-]+)*$/.test(path)) throw new UnsupportedError(`the JSON path ${path}`, "rule input");
  let value: unknown = event;
  for (const name of path.split(".").slice(1)) {
    value = typeof value === "object" && value !== null ? (value as Json)[name] : undefined;
  }
  return value;
}
