import { DistinctCounter, estimateDistinct, type DistinctState } from "./distinct.js";

/** Categories that are counted exactly; beyond it the counts are Misra-Gries lower bounds. */
export const CATEGORY_CAP = 1_000;

/**
 * Counts of categories. Up to `cap` distinct ones all counts are exact (bound 0). Beyond it the frequent ones
 * remain (Misra and Gries 1982; mergeable as in Agarwal et al. 2012): a stored count is at most `bound` below the
 * true one and never above it, a category that isn't stored was seen at most `bound` times, and
 * bound <= rows / (cap + 1).
 */
export interface CategoryState {
  readonly cap: number;
  /** Rows counted, also those whose category is no longer stored. */
  readonly rows: number;
  /** Most that any count may be too low. 0 while exact. */
  readonly bound: number;
  /** Most frequent first, ties by name (UTF-16 code units). */
  readonly counts: readonly CategoryCount[];
  /** Of all categories seen; null while they are all in `counts`. */
  readonly distinct: DistinctState | null;
}

export interface CategoryCount {
  readonly name: string;
  readonly count: number;
}

/** A category as it is being counted; nothing is left of its count once it was purged. */
export interface CountedCategory extends CategoryCount {
  count: number;
}

/** Counts the categories of one column. Costs one map operation per distinct category of a batch. */
export class CategoryAccumulator {
  private readonly cap: number;
  private counts = new Map<string, CountedCategory>();
  private rows = 0;
  private bound = 0;
  private distinct: DistinctCounter | null = null;

  constructor(cap: number = CATEGORY_CAP) {
    this.cap = cap;
  }

  /** @returns the category, for `addAgain` */
  add(name: string, count: number): CountedCategory {
    this.rows += count;
    const category = this.put(name, count);
    // Between purges the map may grow to twice the cap, so that a purge is paid for by as many additions.
    if (this.counts.size > 2 * this.cap) this.purge();
    return category;
  }

  /** Counts a category that was counted here before, without looking it up as long as it wasn't purged. */
  addAgain(category: CountedCategory, count: number): CountedCategory {
    this.rows += count;
    if (category.count > 0) {
      category.count += count;
      return category;
    }
    const known = this.counts.get(category.name);
    if (known) {
      known.count += count;
      return known;
    }
    // What was purged is among the distinct ones already.
    category.count = count;
    this.counts.set(category.name, category);
    if (this.counts.size > 2 * this.cap) this.purge();
    return category;
  }

  /** The bounds add up; a purge after that keeps them below rows / (cap + 1). */
  merge(other: CategoryState): void {
    for (const { name, count } of other.counts) this.put(name, count);
    this.rows += other.rows;
    this.bound += other.bound;
    if (other.distinct) {
      this.startCountingDistinct();
      this.distinct!.merge(other.distinct);
    }
    if (this.counts.size > 2 * this.cap) this.purge();
  }

  state(): CategoryState {
    if (this.counts.size > this.cap) this.purge();
    const counts = Array.from(this.counts.values(), ({ name, count }) => ({ name, count })).sort(byFrequency);
    return { cap: this.cap, rows: this.rows, bound: this.bound, counts, distinct: this.distinct?.state() ?? null };
  }

  private put(name: string, count: number): CountedCategory {
    const known = this.counts.get(name);
    if (known) {
      known.count += count;
      return known;
    }
    const category = { name, count };
    this.counts.set(name, category);
    if (this.distinct) this.distinct.addText(name);
    else if (this.counts.size > this.cap) this.startCountingDistinct();
    return category;
  }

  private startCountingDistinct(): void {
    if (this.distinct) return;
    this.distinct = new DistinctCounter();
    for (const name of this.counts.keys()) this.distinct.addText(name);
  }

  /** Takes the (cap + 1)-th largest count from all: what reaches zero goes, and at most `cap` remain. */
  private purge(): void {
    const cut = largestButOne(this.counts.values(), this.cap);
    const kept = new Map<string, CountedCategory>();
    for (const [name, entry] of this.counts) {
      entry.count -= cut;
      if (entry.count > 0) kept.set(name, entry);
    }
    this.counts = kept;
    this.bound += cut;
  }
}

/** The count that exactly `rank` others precede when the largest comes first. */
function largestButOne(entries: Iterable<{ readonly count: number }>, rank: number): number {
  // Where there are too many categories nearly all counts are small: those are counted, not sorted.
  const small = new Uint32Array(SMALL_COUNT);
  const large: number[] = [];
  for (const { count } of entries) {
    if (count < SMALL_COUNT) small[count]!++;
    else large.push(count);
  }
  if (large.length > rank) return large.sort((a, b) => b - a)[rank]!;
  let before = large.length;
  let count = SMALL_COUNT - 1;
  while (before + small[count]! <= rank) before += small[count--]!;
  return count;
}

const SMALL_COUNT = 64;

function byFrequency(a: CategoryCount, b: CategoryCount): number {
  return b.count - a.count || (a.name < b.name ? -1 : 1);
}

/** Distinct categories: exact up to the cap, else within about 2 % (one standard error). */
export function distinctCategories(categories: CategoryState): number {
  return categories.distinct
    ? Math.max(categories.counts.length, Math.round(estimateDistinct(categories.distinct)))
    : categories.counts.length;
}
