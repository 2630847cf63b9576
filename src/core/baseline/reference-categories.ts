import type { CategoricalBins } from "../../contracts/baseline.js";
import { isHashedName, mustBeHashed, type KeyedHash } from "../profile/keyed-hash.js";
import type { ColumnProfile } from "../profile/profile.js";
import type { CategoryCount } from "../summaries/categories.js";
import { valuedCells } from "../summaries/kind-counts.js";
import { distinctOf } from "./distinct-of.js";

/** A category's name is kept when it was seen this often ... */
const LEAST_NAMED = 20;
/** ... in a column in which less than this share of the values are distinct. */
const MOST_DISTINCT_SHARE = 0.05;
/** Expected count of 5 per bin times an assumed design effect of 3. */
const ROWS_PER_BIN = 15;
const LEAST_FLOOR = 0.01;
const MOST_FLOOR = 0.2;

export interface CountedCategories {
  readonly bins: CategoricalBins;
  /** Rows per bin, `rest` last. */
  readonly binCounts: readonly number[];
}

/**
 * Smallest share of the rows that gives a category a bin of its own: clamp(15 / median rows of a window, 0.01, 0.2);
 * 0.01 where the windows aren't known yet.
 */
export function categoryFloor(medianWindowRows: number | undefined): number {
  if (medianWindowRows === undefined) return LEAST_FLOOR;
  return Math.min(MOST_FLOOR, Math.max(LEAST_FLOOR, ROWS_PER_BIN / medianWindowRows));
}

/**
 * Categories of a reference column: those at or above the floor have a bin each, all other known ones share `rest`.
 * Where `rest` holds something, but less than half the floor, the smallest kept category joins it, as long as another
 * one is left. Without any category in it, `rest` is a bin that stays empty.
 */
export function referenceCategories(
  column: ColumnProfile,
  floor: number,
  sensitive: boolean,
  hash: KeyedHash,
): CountedCategories {
  const rows = valuedCells(column.kinds);
  const { counts, overflow } = countedValues(column);
  const named = publicNames(counts, sensitive || distinctOf(column) >= MOST_DISTINCT_SHARE * rows, hash);
  const large = named.filter(({ count }) => count >= floor * rows);
  const restRows = rows - sumOf(large);
  const kept = large.length > 1 && restRows > 0 && restRows < (floor / 2) * rows ? large.slice(0, -1) : large;
  return {
    bins: {
      kind: "categorical",
      categories: kept.map(({ name }) => name),
      rest: named.slice(kept.length).map(({ name }) => name),
      overflow,
    },
    binCounts: [...kept.map(({ count }) => count), rows - sumOf(kept)],
  };
}

/** Texts, booleans and, as long as they were counted one by one, numbers: most frequent first. */
function countedValues({ categories, numbers }: ColumnProfile): { counts: CategoryCount[]; overflow: boolean } {
  const counts = new Map<string, number>();
  const add = (name: string, count: number): void => {
    if (count > 0) counts.set(name, (counts.get(name) ?? 0) + count);
  };
  for (const { name, count } of categories?.counts ?? []) add(name, count);
  const sketched = numbers !== null && "sketched" in numbers.values;
  if (numbers && "exact" in numbers.values) {
    const { exact } = numbers.values;
    exact.values.forEach((value, i) => {
      add(String(value), exact.counts[i]!);
    });
    add("Infinity", numbers.infinite.positive);
    add("-Infinity", numbers.infinite.negative);
  }
  return {
    counts: Array.from(counts, ([name, count]) => ({ name, count })).sort(byFrequency),
    overflow: sketched || (categories?.distinct ?? null) !== null,
  };
}

/** Names only where they are frequent and may be told; keyed hashes for the others. */
function publicNames(counts: readonly CategoryCount[], hashAll: boolean, hash: KeyedHash): CategoryCount[] {
  return counts
    .map(({ name, count }) => {
      const isPublic = isHashedName(name) || (!hashAll && count >= LEAST_NAMED && !mustBeHashed(name));
      return { name: isPublic ? name : hash(name), count };
    })
    .sort(byFrequency);
}

function byFrequency(a: CategoryCount, b: CategoryCount): number {
  return b.count - a.count || (a.name < b.name ? -1 : 1);
}

function sumOf(counts: readonly CategoryCount[]): number {
  return counts.reduce((sum, { count }) => sum + count, 0);
}
