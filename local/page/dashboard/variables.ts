import type { CloudWatchView } from "../../cloudwatch/cloudwatch.js";
import { asObject, listAt, textAt, type JsonObject } from "./json.js";

/** A dashboard variable with what can be chosen and what is chosen. */
export interface Variable {
  readonly id: string;
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly chosen: string;
  readonly target: { readonly kind: "property" | "pattern"; readonly name: string };
}

/** The address parameter that carries a variable's value. */
export function variableParameter(id: string): string {
  return `var-${id}`;
}

/**
 * The variables of a DashboardBody. Values come from the body, or (`populateFrom`) from the values that the dimension
 * has in the metrics recorded so far.
 */
export function variablesOf(
  body: JsonObject,
  cloudwatch: CloudWatchView,
  parameter: (name: string) => string | undefined,
): readonly Variable[] {
  return listAt(body, "variables").flatMap((value) => {
    const variable = asObject(value);
    const id = textAt(variable, "id");
    const kind = textAt(variable, "type");
    const name = textAt(variable, kind ?? "");
    if (id === undefined || name === undefined || (kind !== "property" && kind !== "pattern")) return [];
    const listed = listAt(variable, "values").map(optionOf);
    const from = textAt(variable, "populateFrom");
    const found = from === undefined ? [] : cloudwatch.dimensionValues(from);
    const options = listed.length > 0 ? listed : found.map((text) => ({ value: text, label: text }));
    const wishes = [parameter(variableParameter(id)), textAt(variable, "defaultValue"), options[0]?.value];
    const wish = wishes.find((text) => options.some((option) => option.value === text));
    const chosen = options.find((option) => option.value === wish);
    if (chosen === undefined) return [];
    const label = textAt(variable, "label") ?? id;
    return [{ id, label, options, chosen: chosen.value, target: { kind, name } }];
  });
}

function optionOf(value: unknown): { readonly value: string; readonly label: string } {
  const option = asObject(value);
  const text = textAt(option, "value") ?? "";
  return { value: text, label: textAt(option, "label") ?? text };
}

/** The body with every variable's chosen value put in: in place of a pattern, or as a property or dimension. */
export function withVariables(body: JsonObject, variables: readonly Variable[]): JsonObject {
  return asObject(variables.reduce((changed: unknown, variable) => replaced(changed, variable), body));
}

function replaced(value: unknown, variable: Variable): unknown {
  const { target, chosen } = variable;
  if (typeof value === "string") {
    return target.kind === "pattern" ? value.replaceAll(target.name, chosen) : value;
  }
  if (Array.isArray(value)) {
    const items = value.map((item) => replaced(item, variable));
    return target.kind === "property" ? withDimension(items, target.name, chosen) : items;
  }
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(([name, member]) => {
    const named = target.kind === "property" && name === target.name && typeof member === "string";
    return [name, named ? chosen : replaced(member, variable)] as const;
  });
  return Object.fromEntries(members);
}

/** In a metric's row (namespace, name, dimension, value, ...) the value behind the dimension's name. */
function withDimension(row: readonly unknown[], name: string, chosen: string): readonly unknown[] {
  return row.map((item, index) =>
    index >= 3 && index % 2 === 1 && row[index - 1] === name && typeof item === "string" ? chosen : item,
  );
}

/** True for a body whose `periodOverride` keeps each widget's own period. */
export function keepsPeriods(body: JsonObject): boolean {
  return textAt(body, "periodOverride") === "inherit";
}
