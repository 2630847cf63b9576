import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isKept, keptIn, leastKept, sampledFrom, sharesOfTwo } from "../../../src/core/spend/sampling.js";

const hash = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 32);
const HOUR_MS = 3_600_000;

describe("the kept share", () => {
  it.each([
    [1, 1],
    [5, 1],
    [0.99, 0.5],
    [0.5, 0.5],
    [0.3, 0.25],
    [0, 1 / 64],
    [-1, 1 / 64],
    [Number.NaN, 1 / 64],
  ])("of %d is %d", (share, kept) => {
    expect(sharesOfTwo(share)).toBe(kept);
  });

  it("keeps about that share of keys, and every key that a smaller share keeps", () => {
    const sources = Array.from({ length: 20_000 }, (_, i) => hash(`captures/${i}.jsonl`));
    const kept = (keep: number): string[] => sources.filter((source) => isKept(source, keep));
    expect(kept(1)).toHaveLength(20_000);
    // Standard deviation of a quarter of 20,000: 61.
    expect(Math.abs(kept(0.25).length - 5000)).toBeLessThan(250);
    const half = new Set(kept(0.5));
    expect(kept(0.25).every((source) => half.has(source))).toBe(true);
  });
});

describe("steps", () => {
  it("hold from the next hour on, for good, however the share changes later", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(1, 0.5, 0.25), { minLength: 1, maxLength: 200 }), (shares) => {
        let steps: ReturnType<typeof sampledFrom> = [];
        for (const [hour, keep] of shares.entries()) steps = sampledFrom(steps, hour * HOUR_MS + 60_000, keep);
        expect(keptIn(steps, 0)).toBe(1);
        for (const [hour, keep] of shares.entries()) expect(keptIn(steps, hour + 1)).toBe(keep);
        expect(leastKept(steps, 0, shares.length)).toBe(Math.min(...shares));
      }),
    );
  });

  it("are replaced by a second look in the same hour", () => {
    expect(sampledFrom(sampledFrom([], 60_000, 0.5), 120_000, 1)).toEqual([]);
  });

  it("are forgotten after ten weeks, but for the one that still holds", () => {
    const steps = sampledFrom(sampledFrom(sampledFrom([], 0, 0.5), HOUR_MS, 0.25), 3000 * HOUR_MS, 1);
    expect(steps).toEqual([
      { fromHour: 2, keep: 0.25 },
      { fromHour: 3001, keep: 1 },
    ]);
  });
});
