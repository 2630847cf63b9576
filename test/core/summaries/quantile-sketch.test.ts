import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SeededRandom } from "../../../src/core/summaries/hashing.js";
import { QuantileSketch, type QuantileState } from "../../../src/core/summaries/quantile-sketch.js";
import { quantilesOf, rankErrorOf, weightedValuesOfSketch } from "../../../src/core/summaries/quantiles.js";

import { ascending, numbers, tableOf } from "./arbitrary-numbers.js";

const K = 64;

function sketchOf(values: readonly number[], batch = 2_048, k = K, seed = 1): QuantileState {
  const sketch = new QuantileSketch(k, seed);
  for (let from = 0; from < values.length; from += batch) {
    const part = ascending(values.slice(from, from + batch));
    sketch.addSorted(part, part.length);
  }
  return sketch.state();
}

function mergedOf(parts: readonly QuantileState[], k = K): QuantileState {
  const merged = new QuantileSketch(k, 99);
  parts.forEach((part, i) => {
    merged.merge(part, i);
  });
  return merged.state();
}

const totalWeight = (state: QuantileState) => state.levels.reduce((sum, level, h) => sum + level.length * 2 ** h, 0);

function uniform(length: number, seed: number): number[] {
  const random = new SeededRandom(seed);
  return Array.from({ length }, () => (random.bits(32) + 0.5) / 2 ** 32);
}

/** Largest error of the ranks of 99 quantiles. */
function rankError(state: QuantileState, values: readonly number[]): number {
  const sorted = ascending(values);
  const ranks = Array.from({ length: 99 }, (_, i) => (i + 1) / 100);
  const estimates = quantilesOf(weightedValuesOfSketch(state), ranks);
  return Math.max(...estimates.map((x, i) => Math.abs((sorted.indexOf(x) + 1) / sorted.length - ranks[i]!)));
}

describe("quantile sketch", () => {
  it("keeps every value as it is while there are no more than k", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer(), { minLength: 1, maxLength: K }),
        fc.integer({ min: 1, max: K }),
        (values, batch) => {
          expect(sketchOf(values, batch).levels).toEqual([ascending(values)]);
        },
      ),
    );
  });

  it("stands for exactly as many rows as it was given, by batches of any size, tables and merges", () => {
    fc.assert(
      fc.property(fc.array(numbers, { maxLength: 5 }), fc.integer({ min: 1, max: 700 }), (parts, batch) => {
        const sketch = new QuantileSketch(K, 3);
        for (const part of parts) {
          sketch.merge(sketchOf(part, batch), 5);
          sketch.addTable(tableOf(part));
        }
        const state = sketch.state();
        expect(state.count).toBe(2 * parts.flat().length);
        expect(totalWeight(state)).toBe(state.count);
      }),
      { numRuns: 50 },
    );
  });

  it("holds only values that were put in, in order on every level, and few of them", () => {
    const values = uniform(50_000, 2);
    const state = sketchOf(values);
    const known = new Set(values);
    for (const level of state.levels) {
      expect(level).toEqual(ascending(Array.from(level)));
      expect(level.every((value) => known.has(value))).toBe(true);
    }
    // The capacities add up to 3 k, and levels of at least 8 below them.
    expect(state.levels.reduce((sum, level) => sum + level.length, 0)).toBeLessThanOrEqual(
      3 * K + 8 * state.levels.length,
    );
  });

  it("gives the same items for the same seed and others for another seed", () => {
    const values = uniform(5_000, 3);
    expect(sketchOf(values, 500, K, 1)).toEqual(sketchOf(values, 500, K, 1));
    expect(sketchOf(values, 500, K, 1)).not.toEqual(sketchOf(values, 500, K, 2));
  });

  it("leaves what it merges unchanged", () => {
    const part = sketchOf(uniform(3_000, 4));
    const before = structuredClone(part);
    mergedOf([part, part]);
    expect(part).toEqual(before);
  });

  it("merging one sketch into none, and none into one, changes nothing", () => {
    const part = sketchOf(uniform(3_000, 5));
    expect(mergedOf([part])).toEqual(part);
    expect(mergedOf([part, sketchOf([])])).toEqual(part);
  });

  // The bound is stated for 99 of 100 sketches; 40 sketches each may pass it once.
  it.each([
    { why: "in full batches", k: 256, make: (values: number[], seed: number) => sketchOf(values, 2_048, 256, seed) },
    { why: "in batches of 50", k: 256, make: (values: number[], seed: number) => sketchOf(values, 50, 256, seed) },
    {
      why: "already sorted",
      k: 256,
      make: (values: number[], seed: number) => sketchOf(Array.from(ascending(values)), 2_048, 256, seed),
    },
    {
      why: "merged from 400 sketches of 50 rows",
      k: 256,
      make: (values: number[], seed: number) =>
        mergedOf(
          Array.from({ length: 400 }, (_, i) => sketchOf(values.slice(i * 50, i * 50 + 50), 50, 256, seed + i)),
          256,
        ),
    },
    {
      why: "merged from 10 sketches of 2,000 rows",
      k: 256,
      make: (values: number[], seed: number) =>
        mergedOf(
          Array.from({ length: 10 }, (_, i) =>
            sketchOf(values.slice(i * 2_000, i * 2_000 + 2_000), 2_048, 256, seed + i),
          ),
          256,
        ),
    },
  ])("keeps the stated rank error for 20,000 rows $why", ({ k, make }) => {
    const errors = Array.from({ length: 40 }, (_, trial) => {
      const values = uniform(20_000, trial + 1);
      return rankError(make(values, trial * 1_000 + 1), values);
    });
    expect(errors.filter((error) => error > rankErrorOf(k)).length).toBeLessThanOrEqual(1);
  });

  it("has unbiased ranks: over 300 sketches the mean error of the median's rank is within its own uncertainty", () => {
    const values = uniform(2_000, 11);
    const errors = Array.from({ length: 300 }, (_, trial) => {
      const { values: items, weights } = weightedValuesOfSketch(sketchOf(values, 300, 32, trial + 1));
      const below = weights.reduce((sum, weight, i) => (items[i]! <= 0.5 ? sum + weight : sum), 0);
      return (below - values.filter((x) => x <= 0.5).length) / values.length;
    });
    const mean = errors.reduce((a, b) => a + b, 0) / errors.length;
    const sd = Math.sqrt(errors.reduce((a, b) => a + (b - mean) ** 2, 0) / (errors.length - 1));
    expect(sd).toBeGreaterThan(0);
    expect(Math.abs(mean)).toBeLessThan((3.5 * sd) / Math.sqrt(errors.length));
  });
});
