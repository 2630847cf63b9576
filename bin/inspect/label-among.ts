import type { ColumnFacts } from "./column-facts.js";
import { isIdName, isLabelName } from "./column-signs.js";

/** Which of the columns that captures lack is the label: the only one that is no id, else one named so. */
export function labelAmong(missing: readonly ColumnFacts[]): string | null {
  const outcomes = missing.filter(({ name, skipped }) => skipped !== "id-like" && !isIdName(name));
  const named = outcomes.find(({ name }) => isLabelName(name));
  return (outcomes.length === 1 ? outcomes[0] : named)?.name ?? null;
}
