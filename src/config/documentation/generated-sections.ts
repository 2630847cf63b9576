import { configSchema } from "../schema/config.js";
import { monitorSchema } from "../schema/monitor.js";
import { fieldsOf } from "../schema/walk.js";
import { type DocumentedField, documentedFields } from "./field-list.js";

const SECTION = /(<!-- generated: ([\w.]+) -->\n)[\s\S]*?(<!-- end -->)/g;

/**
 * Renews the generated parts of docs/configuration.md, which stand between `<!-- generated: NAME -->` and
 * `<!-- end -->`: `example`, and a table of fields for each group by its name.
 */
export function withGeneratedSections(markdown: string, example: string): string {
  return markdown.replace(SECTION, (_, begin: string, name: string, end: string) => {
    const body = name === "example" ? `\`\`\`yaml\n${example.trimEnd()}\n\`\`\`` : fieldTable(fieldsOfGroup(name));
    return `${begin}\n${body}\n\n${end}`;
  });
}

/** Groups that the documentation must show, so that no field is left out. */
export function documentedGroups(): readonly string[] {
  return ["hub", ...Object.keys(fieldsOf(monitorSchema))];
}

function fieldsOfGroup(name: string): DocumentedField[] {
  const parent = name === "hub" ? configSchema : monitorSchema;
  const only = Object.entries(fieldsOf(parent)).filter(([field]) => field === name);
  if (only.length === 0) throw new RangeError(`generated section expects a group, got ${name}`);
  return documentedFields({ _zod: { def: { type: "object", shape: Object.fromEntries(only) } } } as never);
}

function fieldTable(fields: readonly DocumentedField[]): string {
  const rows = fields.map(({ path, fallback, unit, value, description }) => [
    `\`${path}\``,
    value,
    fallback,
    unit ?? "",
    description,
  ]);
  return [["field", "value", "default", "unit", "meaning"], ["---", "---", "---", "---", "---"], ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`)
    .join("\n");
}
