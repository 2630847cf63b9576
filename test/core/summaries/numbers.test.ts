import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { momentsOf } from "../../../src/core/summaries/moments.js";
import {
  distinctNumbers,
  EXACT_VALUES,
  NumberAccumulator,
  weightedValuesOf,
  type NumberState,
} from "../../../src/core/summaries/numbers.js";

import { ascending, numbers, tableOf } from "./arbitrary-numbers.js";

function summaryOf(values: readonly number[], batch = 2_048): NumberState {
  const summary = new NumberAccumulator(512, 1);
  for (let from = 0; from < values.length; from += batch) {
    const part = ascending(values.slice(from, from + batch));
    summary.addSorted(part, part.length, momentsOf(part));
  }
  return summary.state();
}

function mergedOf(states: readonly NumberState[]): NumberState {
  const merged = new NumberAccumulator(512, 1);
  states.forEach((state, i) => {
    merged.merge(state, i);
  });
  return merged.state();
}

const rowsOf = (state: NumberState) => weightedValuesOf(state).weights.reduce((a, b) => a + b, 0);

describe("numbers of a column", () => {
  it("are all kept with their counts while few are different", () => {
    const values = Array.from({ length: 20_000 }, (_, i) => i % EXACT_VALUES);
    const state = summaryOf(values);
    expect(state.values).toEqual({ exact: tableOf(values) });
    expect(weightedValuesOf(state).rankError).toBe(0);
    expect(distinctNumbers(state)).toBe(EXACT_VALUES);
  });

  it("are sketched from the first value too many on, and lose no row by it", () => {
    const values = Array.from({ length: EXACT_VALUES + 1 }, (_, i) => i);
    const state = summaryOf([...values, ...values], 100);
    expect("sketched" in state.values).toBe(true);
    expect(rowsOf(state)).toBe(2 * (EXACT_VALUES + 1));
    expect(Math.abs(distinctNumbers(state) / (EXACT_VALUES + 1) - 1)).toBeLessThan(0.065);
  });

  it("merged are of the same form as all at once: same counts, extremes, and the very same table or registers", () => {
    fc.assert(
      fc.property(fc.array(numbers, { maxLength: 4 }), fc.integer({ min: 1, max: 2_000 }), (groups, batch) => {
        const merged = mergedOf(groups.map((group) => summaryOf(group, batch)));
        const all = summaryOf(groups.flat());
        expect([merged.moments.count, merged.moments.min, merged.moments.max]).toEqual([
          all.moments.count,
          all.moments.min,
          all.moments.max,
        ]);
        expect(rowsOf(merged)).toBe(groups.flat().length);
        if ("exact" in all.values) expect(merged.values).toEqual(all.values);
        else
          expect("sketched" in merged.values && merged.values.sketched.distinct).toEqual(all.values.sketched.distinct);
      }),
      { numRuns: 60 },
    );
  });

  it("count infinite values apart: out of moments and quantiles", () => {
    const summary = new NumberAccumulator(512, 1);
    summary.addInfinite(2, 1);
    const part = Float64Array.of(1, 2);
    summary.addSorted(part, 2, momentsOf(part));
    const merged = mergedOf([summary.state(), summary.state()]);
    expect(merged.infinite).toEqual({ negative: 4, positive: 2 });
    expect(merged.moments).toMatchObject({ count: 4, mean: 1.5, min: 1, max: 2 });
  });

  it("tell whole numbers beyond 2^53 apart by their digits although their doubles are equal", () => {
    const summary = new NumberAccumulator(512, 1);
    const digits = Array.from({ length: 300 }, (_, i) => `90071992547409930${String(i).padStart(3, "0")}`);
    const doubles = ascending(digits.map(Number));
    summary.addBigIntegers(doubles, doubles.length, momentsOf(doubles), digits);
    expect(new Set(doubles).size).toBeLessThan(5);
    expect(Math.abs(distinctNumbers(summary.state()) / 300 - 1)).toBeLessThan(0.065);
    expect(rowsOf(summary.state())).toBe(300);
  });

  it("merging changes no input, and one state alone stays what it is", () => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        const [x, y] = [summaryOf(a), summaryOf(b)];
        const before = structuredClone([x, y]);
        expect(mergedOf([x])).toEqual(x);
        mergedOf([x, y]);
        expect([x, y]).toEqual(before);
      }),
      { numRuns: 40 },
    );
  });
});
