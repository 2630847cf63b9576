const NOTHING = new Float64Array(0);
const FIRST_CAPACITY = 16;
/** An emptied buffer that is longer than this is given back: most sketches of a capture fill it only once. */
const KEPT_CAPACITY = 256;

/** The items on their way from one level to the next: never more than one level's at a time. */
let moving = new Float64Array(1_024);

/** Ascending items of one level of a quantile sketch, in a buffer that grows. */
export class SortedLevel {
  size = 0;
  private buffer: Float64Array = NOTHING;

  /** Merges the first `length` of ascending items into this level. */
  insert(items: Float64Array, length: number): void {
    const total = this.size + length;
    if (total > this.buffer.length) this.grow(total);
    const { buffer } = this;
    // From the large end on, so that no second buffer is needed.
    let i = this.size - 1;
    let j = length - 1;
    for (let to = total - 1; j >= 0; to--) {
      const item = items[j]!;
      if (i >= 0 && buffer[i]! > item) buffer[to] = buffer[i--]!;
      else {
        buffer[to] = item;
        j--;
      }
    }
    this.size = total;
  }

  /**
   * Moves one of every two neighbours to the level above and drops the other; of an odd number the last stays behind.
   *
   * @param coin 0 or 1: whether the first or the second of each pair moves
   * @returns how many moved, which is how many were dropped
   */
  halveInto(above: SortedLevel, coin: number): number {
    const half = this.size >> 1;
    if (moving.length < half) moving = new Float64Array(half * 2);
    for (let i = 0; i < half; i++) moving[i] = this.buffer[2 * i + coin]!;
    above.insert(moving, half);
    const odd = this.size & 1;
    const last = this.buffer[this.size - 1]!;
    if (this.buffer.length > KEPT_CAPACITY) this.buffer = odd ? new Float64Array(FIRST_CAPACITY) : NOTHING;
    if (odd) this.buffer[0] = last;
    this.size = odd;
    return half;
  }

  items(): Float64Array {
    return this.buffer.slice(0, this.size);
  }

  private grow(total: number): void {
    const grown = new Float64Array(Math.max(FIRST_CAPACITY, total + (total >> 1)));
    grown.set(this.buffer.subarray(0, this.size));
    this.buffer = grown;
  }
}
