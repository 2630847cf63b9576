import type { ColumnProfile } from "../../src/core/profile/profile.js";
import { valuedCells } from "../../src/core/summaries/kind-counts.js";

/** One value of a column and how often it came. */
export interface FrequentValue {
  /** As text; `#` and 16 hexadecimal digits stand for a value whose name isn't kept. */
  readonly value: string;
  readonly count: number;
  /** Of the records with a value. */
  readonly share: number;
}

const MOST = 10;

/** At most ten, ties by name: texts and booleans, and numbers as long as they are counted one by one. */
export function frequentValues(column: ColumnProfile): FrequentValue[] {
  const rows = valuedCells(column.kinds);
  return countedValues(column)
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, MOST)
    .map(({ value, count }) => ({ value, count, share: count / rows }));
}

function countedValues({ categories, numbers }: ColumnProfile): { value: string; count: number }[] {
  const names = (categories?.counts ?? []).map(({ name, count }) => ({ value: name, count }));
  if (!numbers || !("exact" in numbers.values)) return names;
  const { values, counts } = numbers.values.exact;
  return [...names, ...Array.from(values, (value, i) => ({ value: String(value), count: counts[i]! }))];
}
