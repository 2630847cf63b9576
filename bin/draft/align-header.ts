import type { ColumnFacts } from "../inspect/column-facts.js";
import { isIdName, isLabelName } from "../inspect/column-signs.js";

/** Which columns of a table headerless payloads are made of. */
export interface HeaderAlignment {
  /** Names for the payload's columns, in order. */
  readonly names: readonly string[];
  /** Columns that the payload lacks, in the table's order: as a rule the label, often an id. */
  readonly dropped: readonly string[];
}

/** With more columns left out than these, too many ways fit about as well. */
const MOST_DROPPED = 5;

/** Worth of leaving a column out, small beside what types and ranges say (0 to 3 a column): they decide, these break ties. */
const NAMED_SO = 0.1;
const FIRST = 0.002;
const LAST = 0.001;

/** Table columns gone through so far, as kept or left out. */
interface Way {
  readonly score: number;
  /** Positions in the table. */
  readonly dropped: readonly number[];
}

/**
 * Matches headerless columns, in order, with those of a table that has as many or a few more: those are left out without which
 * types and ranges fit best; of equal ones those named as labels or ids, then the first, where training data often has its label,
 * then the last.
 *
 * @returns null when the table has fewer columns or too many more, or when leaving out several still makes types differ
 */
export function alignHeader(payload: readonly ColumnFacts[], table: readonly ColumnFacts[]): HeaderAlignment | null {
  const surplus = table.length - payload.length;
  if (surplus < 0 || surplus > Math.min(MOST_DROPPED, payload.length)) return null;
  const { dropped } = bestWay(payload, table, surplus);
  const kept = table.filter((_, i) => !dropped.includes(i));
  if (surplus > 1 && kept.some((column, i) => fit(payload[i]!, column) === 0)) return null;
  return { names: kept.map(({ name }) => name), dropped: dropped.map((i) => table[i]!.name) };
}

/** The best of all ways to leave out so many columns, by the table's columns in order: one way is kept for each number left out. */
function bestWay(payload: readonly ColumnFacts[], table: readonly ColumnFacts[], surplus: number): Way {
  let ways: (Way | undefined)[] = [{ score: 0, dropped: [] }];
  for (const [i, column] of table.entries()) {
    ways = Array.from({ length: surplus + 1 }, (_, left) => {
      const [before, beforeDrop, own] = [ways[left], ways[left - 1], payload[i - left]];
      const keep = before && own && { ...before, score: before.score + fit(own, column) };
      const drop = beforeDrop && {
        score: beforeDrop.score + worthOfDropping(column, i, table.length),
        dropped: [...beforeDrop.dropped, i],
      };
      return keep && drop ? (drop.score > keep.score ? drop : keep) : (keep ?? drop);
    });
  }
  return ways[surplus]!;
}

function worthOfDropping({ name, skipped }: ColumnFacts, position: number, columns: number): number {
  const named = isLabelName(name) || isIdName(name) || skipped === "id-like";
  return (named ? NAMED_SO : 0) + (position === 0 ? FIRST : position === columns - 1 ? LAST : 0);
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
