import { LOW_WORD } from "../summaries/hashing.js";

/**
 * Rows counted by a number, in one or more counters (positives and negatives of a score, for example).
 *
 * Exact while there are at most `limit` distinct numbers; beyond that every number counts under the edge of its bin.
 * Bins are 256 to an octave, so that a bin's width is at most 1/256 of the number; for scores, which lie between
 * 0 and 1, of the distance to the nearer end. A tally depends on the rows alone, not on their order or on what was merged when.
 */
export interface Tally {
  readonly domain: TallyDomain;
  readonly exact: boolean;
  readonly limit: number;
  /** Ascending: the numbers themselves, or the edges of bins nearer to the domain's ends. */
  readonly keys: readonly number[];
  /** Rows by counter, shape [counters][keys]. */
  readonly counts: readonly (readonly number[])[];
}

/** `unit`: scores from 0 to 1. `positive`: numbers >= 0. */
export type TallyDomain = "unit" | "positive";

/** Distinct numbers up to which a stored tally is exact. */
export const EXACT_VALUES = 8_192;

/** Scores nearer to 0 or 1 than this share a bin with the end. */
const NEAREST = 2 ** -32;
/** Bits of a double's upper word that a bin keeps: sign, exponent and 8 bits of the mantissa. */
const KEPT_BITS = ~0xfff;

const float = new Float64Array(1);
const words = new Int32Array(float.buffer);

/** The number with its mantissa cut to 8 bits. */
function truncated(value: number): number {
  float[0] = value;
  words[1 - LOW_WORD]! &= KEPT_BITS;
  words[LOW_WORD] = 0;
  return float[0];
}

/** Name of the bin that a number lies in; increasing, and the bin of a bin's name is itself. */
export function binOf(value: number, domain: TallyDomain): number {
  if (domain === "positive" || value <= 0.5) return domain === "unit" && value < NEAREST ? 0 : truncated(value);
  const rest = 1 - value;
  return rest < NEAREST ? 1 : 1 - truncated(rest);
}

/** Collects rows into a tally. */
export class TallyBuilder {
  private readonly domain: TallyDomain;
  private readonly counters: number;
  private readonly limit: number;
  private exact = true;
  private slots = new Map<number, number>();
  private counts: number[] = [];

  constructor(domain: TallyDomain, counters: number, limit: number = EXACT_VALUES) {
    this.domain = domain;
    this.counters = counters;
    this.limit = limit;
  }

  add(value: number, counter: number, rows = 1): void {
    const key = this.exact ? value + 0 : binOf(value, this.domain);
    let slot = this.slots.get(key);
    if (slot === undefined) {
      slot = this.counts.length;
      this.slots.set(key, slot);
      for (let i = 0; i < this.counters; i++) this.counts.push(0);
    }
    this.counts[slot + counter]! += rows;
    if (this.exact && this.slots.size > this.limit) this.toBins();
  }

  /** Takes in another tally of the same kind. */
  addTally({ keys, counts, exact }: Tally): void {
    if (!exact && this.exact) this.toBins();
    counts.forEach((rows, counter) => {
      keys.forEach((key, i) => {
        if (rows[i]! > 0) this.add(key, counter, rows[i]);
      });
    });
  }

  finish(): Tally {
    const order = [...this.slots].sort(([a], [b]) => a - b);
    return {
      domain: this.domain,
      exact: this.exact,
      limit: this.limit,
      keys: order.map(([key]) => key),
      counts: Array.from({ length: this.counters }, (_, counter) =>
        order.map(([, slot]) => this.counts[slot + counter]!),
      ),
    };
  }

  private toBins(): void {
    const { slots, counts } = this;
    this.exact = false;
    this.slots = new Map();
    this.counts = [];
    for (const [value, slot] of slots) {
      for (let counter = 0; counter < this.counters; counter++) {
        const rows = counts[slot + counter]!;
        if (rows > 0) this.add(value, counter, rows);
      }
    }
  }
}

/** Tally of both sets of rows; the smaller limit of the two holds. */
export function mergeTallies(a: Tally, b: Tally): Tally {
  const builder = new TallyBuilder(a.domain, a.counts.length, Math.min(a.limit, b.limit));
  builder.addTally(a);
  builder.addTally(b);
  return builder.finish();
}

/** Rows of one counter. */
export function rowsOf(tally: Tally, counter: number): number {
  return tally.counts[counter]!.reduce((sum, rows) => sum + rows, 0);
}
