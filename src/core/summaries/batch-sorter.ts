const DIGIT_BITS = 11;
const BUCKETS = 1 << DIGIT_BITS;
const LARGEST_KEY = BUCKETS * BUCKETS - 1;
/** Below this many values the buckets cost more than they save. */
const SMALL = 192;
const TINY = 48;
/** Moves per value that the final insertion may make before the library sort takes over. */
const MOVES_PER_VALUE = 4;

/**
 * Sorts batches of finite doubles in place, in time linear in their number for nearly all data.
 *
 * Each value gets a 22-bit key, its position between the smallest and the largest value; two counting passes of
 * 11 bits order the keys, and an insertion pass orders values of equal key. Sorting is what a quantile sketch costs
 * (branch mispredictions), and a sorted batch gives bin counts, ties and extremes for nearly nothing besides.
 * Whole numbers that lie close together are their own keys: those are counted, and written out again.
 * Data so skewed that many different values share keys is left to Float64Array.prototype.sort.
 */
export class BatchSorter {
  private keys = new Uint32Array(0);
  private highs = new Uint16Array(0);
  private spare = new Float64Array(0);
  private readonly lowStarts = new Uint32Array(BUCKETS);
  private readonly highStarts = new Uint32Array(BUCKETS);

  /**
   * Sorts the first `length` values, ascending.
   *
   * @param values finite numbers without -0
   * @param min the smallest of them
   * @param max the largest of them
   */
  sort(values: Float64Array, length: number, min: number, max: number): void {
    if (length < 2 || min === max) return;
    if (length <= TINY) insertionSort(values, length, Infinity);
    else if (length < SMALL) values.subarray(0, length).sort();
    else if (max - min >= BUCKETS || !this.countingSort(values, length, min)) {
      if (!this.radixSort(values, length, min, max)) values.subarray(0, length).sort();
    }
  }

  /** @returns false, and nothing was done, when a value isn't a whole number away from the smallest */
  private countingSort(values: Float64Array, length: number, min: number): boolean {
    const { lowStarts: counts } = this;
    counts.fill(0);
    for (let i = 0; i < length; i++) {
      const distance = values[i]! - min;
      const key = distance >>> 0;
      // The sum must give the value again: beyond 2^53 a distance may be whole and rounded.
      if (key !== distance || min + key !== values[i]) return false;
      counts[key]!++;
    }
    let to = 0;
    for (let key = 0; to < length; key++) {
      const end = to + counts[key]!;
      for (const value = min + key; to < end; to++) values[to] = value;
    }
    return true;
  }

  /** @returns false when values of equal key were too many to be worth inserting one by one */
  private radixSort(values: Float64Array, length: number, min: number, max: number): boolean {
    const scale = LARGEST_KEY / (max - min);
    if (!(scale > 0 && scale < Infinity)) return false;
    this.reserve(length);
    this.countDigits(values, length, min, scale);
    const { keys, highs, spare, lowStarts, highStarts } = this;
    for (let i = 0; i < length; i++) {
      const key = keys[i]!;
      const to = lowStarts[key & (BUCKETS - 1)]!++;
      spare[to] = values[i]!;
      highs[to] = key >>> DIGIT_BITS;
    }
    for (let i = 0; i < length; i++) values[highStarts[highs[i]!]!++] = spare[i]!;
    return insertionSort(values, length, MOVES_PER_VALUE * length);
  }

  private countDigits(values: Float64Array, length: number, min: number, scale: number): void {
    const { keys, lowStarts, highStarts } = this;
    lowStarts.fill(0);
    highStarts.fill(0);
    for (let i = 0; i < length; i++) {
      const key = ((values[i]! - min) * scale) >>> 0;
      keys[i] = key;
      lowStarts[key & (BUCKETS - 1)]!++;
      highStarts[key >>> DIGIT_BITS]!++;
    }
    let low = 0;
    let high = 0;
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      const lowCount = lowStarts[bucket]!;
      const highCount = highStarts[bucket]!;
      lowStarts[bucket] = low;
      highStarts[bucket] = high;
      low += lowCount;
      high += highCount;
    }
  }

  private reserve(length: number): void {
    if (this.keys.length >= length) return;
    this.keys = new Uint32Array(length);
    this.highs = new Uint16Array(length);
    this.spare = new Float64Array(length);
  }
}

/** @returns false when it would take more than `mostMoves` moves; the values are then partly sorted */
function insertionSort(values: Float64Array, length: number, mostMoves: number): boolean {
  let moves = 0;
  for (let i = 1; i < length; i++) {
    const x = values[i]!;
    let j = i - 1;
    if (values[j]! <= x) continue;
    while (j >= 0 && values[j]! > x) {
      values[j + 1] = values[j]!;
      j--;
    }
    values[j + 1] = x;
    moves += i - j;
    if (moves > mostMoves) return false;
  }
  return true;
}
