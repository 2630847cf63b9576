import { stringify } from "yaml";

/** A value on one line: `[a, b]`, `{ a: 1 }`, texts in quotes where they need them. */
export function yamlInline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(yamlInline).join(", ")}]`;
  if (isMap(value)) {
    const fields = Object.entries(value).map(([name, inner]) => `${yamlInline(name)}: ${yamlInline(inner)}`);
    return fields.length === 0 ? "{}" : `{ ${fields.join(", ")} }`;
  }
  // As the only entry of a list on one line, a text gets the quotes that it needs among brackets and commas.
  const list = stringify([value], { collectionStyle: "flow", flowCollectionPadding: false, lineWidth: 0 });
  return list.trim().slice(1, -1);
}

/** Nested maps as lines; lists, and maps without maps in them, on one line each. */
export function yamlBlock(value: Readonly<Record<string, unknown>>, indent = 0): string {
  const blanks = " ".repeat(indent);
  return Object.entries(value)
    .map(([name, inner]) => {
      const asLines = isMap(inner) && Object.values(inner).some(isMap);
      return blanks + yamlInline(name) + (asLines ? `:\n${yamlBlock(inner, indent + 2)}` : `: ${yamlInline(inner)}`);
    })
    .join("\n");
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
