import type { ColumnFacts } from "../inspect/column-facts.js";

/** Which columns of a table headerless payloads are made of. */
export interface HeaderAlignment {
  /** Names for the payload's columns, in order. */
  readonly names: readonly string[];
  /** The column that the payload lacks: the label as a rule; null where it lacks none. */
  readonly dropped: string | null;
}

/**
 * Matches headerless columns with those of a table that has as many, or one more: then the one is left out without
 * which types and ranges fit best; of equal ones the first, where training data often has its label, else the last.
 *
 * @returns null when the table has another number of columns
 */
export function alignHeader(payload: readonly ColumnFacts[], table: readonly ColumnFacts[]): HeaderAlignment | null {
  if (table.length === payload.length) return { names: table.map(({ name }) => name), dropped: null };
  if (table.length !== payload.length + 1) return null;
  // Fit of the columns before and behind a left-out one, summed up from both ends.
  const before = [0];
  for (const [i, column] of payload.entries()) before.push(before[i]! + fit(column, table[i]!));
  const behind = new Array<number>(payload.length + 1).fill(0);
  for (let i = payload.length - 1; i >= 0; i--) behind[i] = behind[i + 1]! + fit(payload[i]!, table[i + 1]!);
  const fits = before.map((sum, i) => sum + behind[i]!);
  const best = Math.max(...fits);
  const last = fits.length - 1;
  // Sums of the same fits in another order differ in their last bits.
  const good = (i: number) => fits[i]! > best - 1e-9;
  const left = good(0) ? 0 : good(last) ? last : fits.findIndex((_, i) => good(i));
  return { names: table.filter((_, i) => i !== left).map(({ name }) => name), dropped: table[left]!.name };
}

/** How well a column of values may be that column of the table: 0 to 3. */
function fit(column: ColumnFacts, candidate: ColumnFacts): number {
  if (column.type !== candidate.type) return 0;
  if (!column.range || !candidate.range) return 1;
  const { min, max, mean } = candidate.range;
  const inside = column.range.mean >= min && column.range.mean <= max;
  const spread = Math.max(max - min, Number.MIN_VALUE);
  return 1 + (inside ? 1 : 0) + Math.max(0, 1 - Math.abs(column.range.mean - mean) / spread);
}
