/**
 * Hashes and seeded randomness of the sketches. Nothing here is keyed or secret: see profile/keyed-hash.ts for
 * what stands in for private values. All functions give the same results on every platform.
 */

/** Which 32-bit half of a double comes first in this machine's memory: 0 where the low one does. */
export const LOW_WORD = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 0 : 1;

/** Final mix of MurmurHash3 (32 bit): every input bit changes every output bit with probability about one half. */
export function mix32(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** One step of a running hash. */
export function combine32(hash: number, value: number): number {
  return mix32(Math.imul(hash, 31) + value + 0x9e3779b9);
}

/** 32-bit hash of a string's UTF-16 code units. */
export function hashText32(text: string, seed = 0): number {
  let h = seed ^ text.length;
  for (let i = 0; i < text.length; i++) {
    h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
    h ^= h >>> 15;
  }
  return mix32(h);
}

/** 32-bit hash of a double by its high and low word; -0 must have been made 0 before. */
export function hashWords32(high: number, low: number, seed: number): number {
  let h = Math.imul(low, 0xcc9e2d51) ^ seed;
  h = Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64 + Math.imul(high, 0x1b873593);
  return mix32(h ^ (h >>> 15));
}

/** Marsaglia's xorshift32: period 2^32 - 1, enough for the coin flips of one sketch. */
export class SeededRandom {
  private state: number;

  constructor(seed: number) {
    this.state = mix32(seed) || 1;
  }

  /** Makes the sequence depend on `seed` too, as when a sketch takes in another one. */
  reseed(seed: number): void {
    this.state = combine32(this.state, seed) || 1;
  }

  /** Integer of `count` random bits, 0 <= count <= 32. */
  bits(count: number): number {
    let s = this.state;
    s ^= s << 13;
    s ^= s >>> 17;
    s ^= s << 5;
    this.state = s;
    // High bits: the low ones of a xorshift are weaker. A shift by 32 would be a shift by 0.
    return count === 0 ? 0 : s >>> (32 - count);
  }
}
