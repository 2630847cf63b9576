import { describe, expect, it } from "vitest";
import { hashText32, mix32, SeededRandom } from "../../../src/core/summaries/hashing.js";

describe("hashing", () => {
  // MurmurHash3's fmix32 of 0, 1 and 2^32 - 1: 0, 0x514e28b7 and 0x81f16f39 (reference implementation, C).
  it.each([
    { value: 0, expected: 0 },
    { value: 1, expected: 0x514e28b7 },
    { value: 0xffffffff, expected: 0x81f16f39 },
  ])("mixes $value as MurmurHash3 does", ({ value, expected }) => {
    expect(mix32(value)).toBe(expected);
  });

  it("gives texts that differ in one place or in length alone different hashes", () => {
    const texts = ["", "a", "b", "aa", "ab", "ba", "\0", "\0\0", ...Array.from({ length: 5_000 }, (_, i) => `k${i}`)];
    // 5,008 values of 2^32: 0.003 collisions expected.
    expect(new Set(texts.map((text) => hashText32(text))).size).toBe(texts.length);
  });

  it("repeats a random sequence for the same seed and never sticks at zero", () => {
    const take = (seed: number) => {
      const random = new SeededRandom(seed);
      return Array.from({ length: 20 }, () => random.bits(32));
    };
    expect(take(5)).toEqual(take(5));
    expect(take(5)).not.toEqual(take(6));
    expect(new Set(take(0)).size).toBe(20);
  });

  it("flips fair coins: 10,000 of them within four standard deviations of one half", () => {
    const random = new SeededRandom(9);
    const ones = Array.from({ length: 10_000 }, () => random.bits(1)).filter((bit) => bit === 1).length;
    expect(Math.abs(ones - 5_000)).toBeLessThan(200);
    expect([random.bits(0), random.bits(3) < 8]).toEqual([0, true]);
  });
});
