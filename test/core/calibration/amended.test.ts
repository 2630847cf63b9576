import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { dailyMemory } from "../../../src/core/calibration/fit/memory.js";
import {
  atomicTail,
  correctTail,
  dayTail,
  pooledTail,
  uncorrectTail,
} from "../../../src/core/calibration/fit/tail-correction.js";
import { exactTailZ } from "../../../src/core/calibration/scores/exact-tail.js";

interface Amended {
  readonly tails: readonly {
    readonly name: string;
    readonly z: readonly number[];
    readonly dayScale: number;
    readonly cases: readonly {
      readonly oneSided: boolean;
      readonly scale: number;
      readonly bentFrom: number;
      readonly slope: number;
      readonly withOwn: number;
      readonly corrected: readonly { z: number; value: number }[];
    }[];
  }[];
  readonly exactTail: readonly {
    readonly x: number;
    readonly n: number;
    readonly referenceX: number;
    readonly referenceRows: number;
    readonly omega: number;
    readonly wobble: number;
    readonly z: number;
  }[];
  readonly memory: { readonly series: readonly (readonly number[])[]; readonly value: number };
}

// Written by fixtures/reference/amended.py.
const amended = JSON.parse(readFileSync(new URL("./fixtures/amended.json", import.meta.url), "utf8")) as Amended;

describe.each(amended.tails)("the tail of a $name replay", ({ z, cases, dayScale }) => {
  const pool = Float64Array.from(z);

  it.each(cases)("is scaled and bent as in the reference (one-sided $oneSided)", (row) => {
    const pooled = pooledTail([pool.subarray(0, 100), pool.subarray(100)], row.oneSided);
    expect(pooled.scale).toBeCloseTo(row.scale, 10);
    expect(pooled.from).toBeCloseTo(row.bentFrom, 10);
    expect(pooled.slope).toBeCloseTo(row.slope, 10);
    const own = pool.filter((_, i) => i % 2 === 0);
    expect(atomicTail(pooled, own, row.oneSided).scale).toBeCloseTo(row.withOwn, 10);
    for (const { z: raw, value } of row.corrected) {
      expect(correctTail(raw, pooled)).toBeCloseTo(value, 10);
      expect(uncorrectTail(Math.abs(value), pooled)).toBeCloseTo(Math.abs(raw), 9);
    }
  });

  it("is scaled over days as in the reference", () => {
    expect(dayTail([pool.filter((_, i) => i % 4 === 0)]).scale).toBeCloseTo(dayScale, 10);
  });
});

describe("tail corrections", () => {
  it("count windows that were not judged as zero in atomic pools and leave them out of day pools", () => {
    const judged = Float64Array.from({ length: 100 }, (_, i) => (i < 10 ? 5 - i / 10 : 0));
    const partly = judged.map((value, i) => (i >= 10 ? NaN : value));
    expect(pooledTail([partly], false)).toEqual(pooledTail([judged], false));
    expect(dayTail([partly])).toEqual(dayTail([judged.subarray(0, 10)]));
  });

  it("change nothing where there are too few values to show a tail", () => {
    expect(pooledTail([Float64Array.of(9, 9)], false).scale).toBe(1);
    expect(dayTail([])).toEqual({ scale: 1, from: 0, slope: 0 });
  });
});

describe("exact z of rare counts", () => {
  it.each(amended.exactTail)("$x of $n after $referenceX of $referenceRows is $z", (row) => {
    expect(exactTailZ(row.x, row.n, row.referenceX, row.referenceRows, row.omega, row.wobble)).toBeCloseTo(row.z, 8);
  });
});

describe("memory of days", () => {
  it("is one plus weighted autocorrelations", () => {
    const series = amended.memory.series.map((values) => Float64Array.from(values));
    expect(dailyMemory(series)).toBeCloseTo(amended.memory.value, 10);
  });

  it("is at least 1 and ignores days that were not judged", () => {
    expect(dailyMemory([Float64Array.of(1, -1, 1, -1)])).toBe(1);
    expect(dailyMemory([])).toBe(1);
    // By hand: pairs (2, 2) at lag 1 only, squares mean 4: rho1 = 1, rho2 = 0 for want of pairs.
    expect(dailyMemory([Float64Array.of(2, 2, NaN)])).toBeCloseTo(1 + 4 / 3, 12);
  });
});
