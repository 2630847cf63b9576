/** Distinct numbers and how often each was seen: exact, as long as there are few of them. */
export interface ValueTable {
  /** Ascending, distinct, finite, no -0. */
  readonly values: Float64Array;
  /** Same length. */
  readonly counts: Float64Array;
}

const FIRST_CAPACITY = 8;

/** Gathers a table of at most `limit` distinct numbers. Merging is exact, commutative and associative. */
export class ValueTableBuilder {
  private readonly limit: number;
  private values = new Float64Array(0);
  private counts = new Float64Array(0);
  private size = 0;

  constructor(limit: number) {
    this.limit = limit;
  }

  /**
   * Takes in the first `length` of ascending values, with counts or once each.
   *
   * @param sorted finite numbers without -0
   * @returns false where the table would have to hold more than its limit; it is left as it was then
   */
  add(sorted: Float64Array, length: number, counts: Float64Array | null = null): boolean {
    const added = this.countNew(sorted, length);
    if (this.size + added > this.limit) return false;
    if (this.size + added > this.values.length) this.grow(this.size + added);
    this.insert(sorted, length, counts, added);
    return true;
  }

  table(): ValueTable {
    return { values: this.values.slice(0, this.size), counts: this.counts.slice(0, this.size) };
  }

  /** How many different values are not in the table; counting ends once they are too many. */
  private countNew(sorted: Float64Array, length: number): number {
    const { values, size } = this;
    const most = this.limit - size;
    let added = 0;
    let at = 0;
    let previous = NaN;
    for (let i = 0; i < length && added <= most; i++) {
      const value = sorted[i]!;
      if (value === previous) continue;
      previous = value;
      while (at < size && values[at]! < value) at++;
      if (at === size || values[at] !== value) added++;
    }
    return added;
  }

  /** Merges from the large end on, so that no second buffer is needed. */
  private insert(sorted: Float64Array, length: number, weights: Float64Array | null, added: number): void {
    const { values, counts } = this;
    let to = this.size + added - 1;
    let from = this.size - 1;
    for (let i = length - 1; i >= 0;) {
      const value = sorted[i]!;
      let count = 0;
      for (; i >= 0 && sorted[i] === value; i--) count += weights ? weights[i]! : 1;
      for (; from >= 0 && values[from]! > value; from--, to--) {
        values[to] = values[from]!;
        counts[to] = counts[from]!;
      }
      if (from >= 0 && values[from] === value) count += counts[from--]!;
      values[to] = value;
      counts[to--] = count;
    }
    this.size += added;
  }

  private grow(size: number): void {
    const capacity = Math.min(this.limit, Math.max(FIRST_CAPACITY, size, this.values.length * 2));
    const [values, counts] = [new Float64Array(capacity), new Float64Array(capacity)];
    values.set(this.values);
    counts.set(this.counts);
    this.values = values;
    this.counts = counts;
  }
}
