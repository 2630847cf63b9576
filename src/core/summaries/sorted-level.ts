const FIRST_CAPACITY = 16;

/** Ascending items of one level of a quantile sketch, in a buffer that grows. */
export class SortedLevel {
  /** The items that the last `halve` moved out. Valid until the next one. */
  promoted = new Float64Array(0);
  size = 0;
  private buffer = new Float64Array(0);
  private spare = new Float64Array(0);

  /** Merges the first `length` of ascending items into this level. */
  insert(items: Float64Array, length: number): void {
    const total = this.size + length;
    if (this.spare.length < total) this.spare = new Float64Array(Math.max(FIRST_CAPACITY, total + (total >> 1)));
    const { buffer, spare, size } = this;
    let i = 0;
    let j = 0;
    let to = 0;
    while (i < size && j < length) {
      const a = buffer[i]!;
      const b = items[j]!;
      if (a <= b) {
        spare[to++] = a;
        i++;
      } else {
        spare[to++] = b;
        j++;
      }
    }
    while (i < size) spare[to++] = buffer[i++]!;
    while (j < length) spare[to++] = items[j++]!;
    this.buffer = spare;
    this.spare = buffer;
    this.size = total;
  }

  /**
   * Moves one of every two neighbours to `promoted` and drops the other; of an odd number the last stays behind.
   *
   * @param coin 0 or 1: whether the first or the second of each pair moves
   * @returns how many moved
   */
  halve(coin: number): number {
    const half = this.size >> 1;
    if (this.promoted.length < half) this.promoted = new Float64Array(half);
    for (let i = 0; i < half; i++) this.promoted[i] = this.buffer[2 * i + coin]!;
    const odd = this.size & 1;
    if (odd) this.buffer[0] = this.buffer[this.size - 1]!;
    this.size = odd;
    return half;
  }

  items(): Float64Array {
    return this.buffer.slice(0, this.size);
  }
}
