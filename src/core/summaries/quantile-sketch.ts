import { SeededRandom } from "./hashing.js";
import { SortedLevel } from "./sorted-level.js";
import type { ValueTable } from "./value-table.js";

/** Size of the sketches; docs/summaries.md has the measured rank error per size. */
export const DEFAULT_QUANTILE_K = 512;

/** How much smaller each level's capacity is than that of the level above it. */
const SHRINK = 2 / 3;
const SMALLEST_CAPACITY = 8;

/** What one batch adds to one level: used up before the next. */
let sample = new Float64Array(1_024);

/** Items of a quantile sketch. An item at level h stands for 2^h rows; sum of length x 2^h = count. */
export interface QuantileState {
  readonly k: number;
  readonly count: number;
  /** Ascending items per level; the last level is not empty. */
  readonly levels: readonly Float64Array[];
}

/**
 * KLL quantile sketch (Karnin, Lang and Liberty 2016, "Optimal quantile approximation in streams") fed with sorted
 * batches. A full level is halved: of every two neighbours one, chosen by one coin for the whole level, moves up
 * with twice the weight. Ranks stay unbiased and the total weight exact.
 *
 * Two departures from the paper make it fast: levels are kept sorted, so that halving never sorts; and a sorted
 * batch skips the lowest levels, where each 2^h neighbours of the batch are represented by one of them (a systematic
 * sample), since the error this adds is far below that of the levels above.
 *
 * Up to k values nothing is halved and all quantiles are exact; beyond, about 3 k items remain at most. All randomness
 * comes from the seed.
 */
export class QuantileSketch {
  private readonly k: number;
  private readonly random: SeededRandom;
  private readonly levels: SortedLevel[] = [];
  private count = 0;
  private retained = 0;
  private capacity = 0;

  constructor(k: number, seed: number) {
    this.k = k;
    this.random = new SeededRandom(seed);
    this.grow(1);
  }

  /**
   * Takes in the first `length` of ascending values.
   *
   * @param sorted finite numbers
   */
  addSorted(sorted: Float64Array, length: number): void {
    const entry = this.entryLevel(length);
    if (entry === 0) {
      this.insert(0, sorted, length);
    } else {
      const stride = 2 ** entry;
      const sampled = Math.floor(length / stride);
      this.insert(entry, this.everyNth(sorted, 0, stride, sampled), sampled);
      this.addRemainder(sorted, sampled * stride, length - sampled * stride);
    }
    this.count += length;
    this.compress();
  }

  /** Takes in values with counts: a count enters as its binary digits, one item at each level whose digit is 1. */
  addTable(table: ValueTable): void {
    const largest = table.counts.reduce((a, b) => Math.max(a, b), 0);
    let weight = 1;
    for (let level = 0; weight <= largest; level++, weight *= 2) {
      const items = table.values.filter((_, i) => Math.floor(table.counts[i]! / weight) % 2 === 1);
      this.insert(level, items, items.length);
    }
    for (const count of table.counts) this.count += count;
    this.compress();
  }

  /** Takes in another sketch. @param seed of the other sketch's profile, so that coins differ from merge to merge */
  merge(other: QuantileState, seed: number): void {
    this.random.reseed(seed);
    other.levels.forEach((items, level) => {
      this.insert(level, items, items.length);
    });
    this.count += other.count;
    this.compress();
  }

  state(): QuantileState {
    const levels = this.levels.map((level) => level.items());
    while (levels.at(-1)?.length === 0) levels.pop();
    return { k: this.k, count: this.count, levels };
  }

  /**
   * Lowest level that a sorted batch enters. A batch of m rows sampled at level e adds a rank variance of 4^e / 12
   * per batch; the choice keeps the sum over batches below about 1/8 of what the k items at the top level add.
   */
  private entryLevel(length: number): number {
    const top = this.levels.length - 1;
    const entry = Math.floor((top - 3 - Math.log2(this.k / length)) / 2);
    return Math.max(0, Math.min(entry, Math.floor(Math.log2(length))));
  }

  private everyNth(sorted: Float64Array, from: number, stride: number, count: number): Float64Array {
    if (sample.length < count) sample = new Float64Array(count * 2);
    let at = from + this.random.bits(Math.log2(stride));
    for (let i = 0; i < count; i++, at += stride) sample[i] = sorted[at]!;
    return sample;
  }

  /** The last rows of a batch that fill no stride: as the binary digits of their number. */
  private addRemainder(sorted: Float64Array, from: number, length: number): void {
    let at = from;
    for (let level = 0, size = 1; size <= length; level++, size *= 2) {
      if (Math.floor(length / size) % 2 === 0) continue;
      this.insert(level, this.everyNth(sorted, at, size, 1), 1);
      at += size;
    }
  }

  private insert(level: number, items: Float64Array, length: number): void {
    if (length === 0) return;
    if (level >= this.levels.length) this.grow(level + 1);
    this.levels[level]!.insert(items, length);
    this.retained += length;
  }

  private grow(levels: number): void {
    while (this.levels.length < levels) this.levels.push(new SortedLevel());
    this.capacity = 0;
    for (let level = 0; level < levels; level++) this.capacity += this.capacityOf(level);
  }

  private capacityOf(level: number): number {
    const depth = this.levels.length - 1 - level;
    return Math.max(SMALLEST_CAPACITY, Math.ceil(this.k * SHRINK ** depth));
  }

  /** Halves the lowest full level until the whole sketch fits: lazily, so that the space of empty levels is used. */
  private compress(): void {
    while (this.retained > this.capacity) {
      const level = this.levels.findIndex((candidate, at) => candidate.size >= this.capacityOf(at));
      const full = this.levels[level]!;
      if (level === this.levels.length - 1) this.grow(level + 2);
      this.retained -= full.halveInto(this.levels[level + 1]!, this.random.bits(1));
    }
  }
}
