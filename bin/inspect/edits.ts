import { yamlBlock } from "./yaml-text.js";

/** One change of a monitor's configuration. */
export type Edit =
  /** One more entry of a list. */
  | { readonly path: "features.ignore"; readonly add: string }
  /** One more entry of a map. */
  | { readonly path: "features.types"; readonly set: Readonly<Record<string, string>> }
  | { readonly path: "columns.prediction" | "reference.label"; readonly value: string };

/** `features.ignore: [..., phone]` */
export function describeEdit(edit: Edit): string {
  if ("add" in edit) return `add ${edit.add} to ${edit.path}`;
  if ("set" in edit)
    return `set ${edit.path}.${Object.entries(edit.set)
      .map(([name, kind]) => `${name}: ${kind}`)
      .join(", ")}`;
  return `set ${edit.path}: ${edit.value}`;
}

type Written = Readonly<Record<string, unknown>>;

/**
 * The groups of the monitor that edits change, as they are after all of them.
 *
 * @param written what the file says of the monitor, `defaults:` merged in
 */
export function editedGroups(written: Written, edits: readonly Edit[]): Record<string, Written> {
  const groups: Record<string, Written> = {};
  const at = (group: string): Written => groups[group] ?? (written[group] as Written | undefined) ?? {};
  for (const edit of edits) {
    const [group, field] = edit.path.split(".") as [string, string];
    const old = at(group)[field];
    groups[group] = { ...at(group), [field]: valueAfter(edit, old) };
  }
  return groups;
}

function valueAfter(edit: Edit, old: unknown): unknown {
  if ("add" in edit) return [...new Set([...((old as unknown[] | undefined) ?? []), edit.add])];
  return "set" in edit ? { ...(old as Written | undefined), ...edit.set } : edit.value;
}

/** Those groups as YAML, in their place in the file. */
export function editsAsYaml(monitor: string, written: Written, edits: readonly Edit[]): string {
  return yamlBlock({ monitors: { [monitor]: editedGroups(written, edits) } });
}
