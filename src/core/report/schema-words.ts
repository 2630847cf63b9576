import type { SchemaChange } from "../baseline/schema-changes.js";

const MOST_NAMED = 5;

/** What happened to the columns of a window, in one sentence: names of columns, never a value. */
export function describeSchemaChanges(changes: readonly SchemaChange[]): string {
  const named = changes.slice(0, MOST_NAMED).map(describe);
  const rest = changes.length - named.length;
  return `columns have changed: ${[...named, ...(rest > 0 ? [`and ${rest} more`] : [])].join("; ")}`;
}

function describe(change: SchemaChange): string {
  const { column } = change;
  switch (change.kind) {
    case "new-column":
      return `${column} is new`;
    case "vanished-column":
      return `${column} is gone`;
    case "new-type":
      return `${column} holds ${change.type} values, which the reference did not`;
    case "no-longer-constant":
      return `${column} was constant and has ${change.distinct} values now`;
  }
}
