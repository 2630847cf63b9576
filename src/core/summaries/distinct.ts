import { hashText32, hashWords32, LOW_WORD } from "./hashing.js";

/** Index bits: 4,096 registers, a standard error of 1.04 / sqrt(4096) = 1.6 %. */
const DISTINCT_PRECISION = 12;
export const DISTINCT_REGISTERS = 1 << DISTINCT_PRECISION;
/** A hash has 64 bits: 12 choose the register, 52 are left to rank. */
const RANK_BITS = 64 - DISTINCT_PRECISION;
const FIRST_WORD_RANK_BITS = 32 - DISTINCT_PRECISION;
const SECOND_SEED = 0x3c6ef372;

/** HyperLogLog registers; merging takes the larger of each, which is exact: merge(a, b) = all at once. */
export interface DistinctState {
  /** Largest rank seen per register, shape [4096], 0 to 53. */
  readonly registers: Uint8Array;
}

/** Counts distinct numbers and texts in 4 KB, in any order, however often each is seen. */
export class DistinctCounter {
  private readonly registers: Uint8Array;

  constructor(state?: DistinctState) {
    this.registers = state ? state.registers.slice() : new Uint8Array(DISTINCT_REGISTERS);
  }

  /**
   * Takes in the first `length` of ascending values, each run of ties once.
   *
   * @param sorted finite numbers without -0
   */
  addSorted(sorted: Float64Array, length: number): void {
    const words = new Int32Array(sorted.buffer, sorted.byteOffset, sorted.length * 2);
    let previous = NaN;
    for (let i = 0; i < length; i++) {
      const value = sorted[i]!;
      if (value === previous) continue;
      previous = value;
      const low = words[2 * i + LOW_WORD]!;
      const high = words[2 * i + 1 - LOW_WORD]!;
      const hash = hashWords32(high, low, 0);
      const tail = hash << DISTINCT_PRECISION;
      const rank = tail === 0 ? longRank(hashWords32(high, low, SECOND_SEED)) : Math.clz32(tail) + 1;
      const register = hash >>> FIRST_WORD_RANK_BITS;
      if (rank > this.registers[register]!) this.registers[register] = rank;
    }
  }

  addText(text: string): void {
    const hash = hashText32(text);
    const tail = hash << DISTINCT_PRECISION;
    const rank = tail === 0 ? longRank(hashText32(text, SECOND_SEED)) : Math.clz32(tail) + 1;
    const register = hash >>> FIRST_WORD_RANK_BITS;
    if (rank > this.registers[register]!) this.registers[register] = rank;
  }

  merge(other: DistinctState): void {
    const { registers } = this;
    for (let i = 0; i < DISTINCT_REGISTERS; i++) {
      if (other.registers[i]! > registers[i]!) registers[i] = other.registers[i]!;
    }
  }

  state(): DistinctState {
    return { registers: this.registers.slice() };
  }
}

/** Rank of a hash whose first word had no bit left to rank by: one in a million. */
function longRank(second: number): number {
  return FIRST_WORD_RANK_BITS + Math.clz32(second) + 1;
}

/**
 * Estimated number of distinct values, without the bias of the original HyperLogLog near 2.5 x registers.
 *
 * The improved raw estimator of Ertl (2017), "New cardinality estimation algorithms for HyperLogLog sketches",
 * algorithm 6: alpha m^2 / (m sigma(C_0 / m) + sum_k C_k 2^-k + m tau(1 - C_(q+1) / m) 2^-q), where C_k counts the
 * registers of rank k, q = 52 and alpha = 1 / (2 ln 2).
 */
export function estimateDistinct(state: DistinctState): number {
  const ranks = new Float64Array(RANK_BITS + 2);
  for (const rank of state.registers) ranks[rank]!++;
  const m = DISTINCT_REGISTERS;
  let z = m * tau(1 - ranks[RANK_BITS + 1]! / m);
  for (let k = RANK_BITS; k >= 1; k--) z = 0.5 * (z + ranks[k]!);
  z += m * sigma(ranks[0]! / m);
  return (m * m) / (2 * Math.LN2 * z);
}

function sigma(x: number): number {
  if (x === 1) return Infinity;
  let power = x;
  let weight = 1;
  let sum = x;
  for (let before = NaN; before !== sum;) {
    before = sum;
    power *= power;
    sum += power * weight;
    weight *= 2;
  }
  return sum;
}

function tau(x: number): number {
  if (x === 0 || x === 1) return 0;
  let root = x;
  let weight = 1;
  let sum = 1 - x;
  for (let before = NaN; before !== sum;) {
    before = sum;
    root = Math.sqrt(root);
    weight *= 0.5;
    sum -= (1 - root) ** 2 * weight;
  }
  return sum / 3;
}
