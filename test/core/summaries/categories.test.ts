import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  CategoryAccumulator,
  distinctCategories,
  type CategoryState,
  type CountedCategory,
} from "../../../src/core/summaries/categories.js";

const CAP = 5;
const words = fc.array(
  fc.oneof(fc.constantFrom("a", "b", "", "__proto__"), fc.integer({ min: 0, max: 40 }).map(String)),
  {
    maxLength: 120,
  },
);

function countsOf(values: readonly string[], cap = CAP): CategoryState {
  const counter = new CategoryAccumulator(cap);
  for (const value of values) counter.add(value, 1);
  return counter.state();
}

function mergedOf(states: readonly CategoryState[], cap = CAP): CategoryState {
  const merged = new CategoryAccumulator(cap);
  for (const state of states) merged.merge(state);
  return merged.state();
}

function truth(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

const registersOf = (state: CategoryState) => Buffer.from(state.distinct?.registers ?? []);

/** Compared as text: registers one by one take too long. */
const textOf = (states: readonly CategoryState[]) =>
  JSON.stringify(states.map((state) => ({ ...state, distinct: registersOf(state).toString("hex") })));

/** The three sentences of CategoryState's docstring. */
function expectBoundsToHold(state: CategoryState, values: readonly string[]): void {
  const stored = new Map(state.counts.map(({ name, count }) => [name, count]));
  expect(state.rows).toBe(values.length);
  expect(stored.size).toBe(state.counts.length);
  expect(stored.size).toBeLessThanOrEqual(state.cap);
  expect(state.bound).toBeLessThanOrEqual(values.length / (state.cap + 1));
  for (const [name, count] of truth(values)) {
    const known = stored.get(name) ?? 0;
    expect(known).toBeLessThanOrEqual(count);
    expect(known).toBeGreaterThanOrEqual(count - state.bound);
  }
}

describe("category counts", () => {
  it("are the same when a category is counted again without its name", () => {
    fc.assert(
      fc.property(words, (values) => {
        const counter = new CategoryAccumulator(CAP);
        const known = new Map<string, CountedCategory>();
        for (const value of values) {
          const before = known.get(value);
          known.set(value, before ? counter.addAgain(before, 1) : counter.add(value, 1));
        }
        expect(textOf([counter.state()])).toBe(textOf([countsOf(values)]));
      }),
    );
  });

  it("are exact up to the cap, most frequent first, ties by name", () => {
    expect(countsOf(["b", "a", "c", "a", "b"])).toEqual({
      cap: CAP,
      rows: 5,
      bound: 0,
      counts: [
        { name: "a", count: 2 },
        { name: "b", count: 2 },
        { name: "c", count: 1 },
      ],
      distinct: null,
    });
  });

  it("keep the frequent ones beyond the cap, too low by the bound at most", () => {
    // Ten singles beside 8 a: when the sixth single makes 7 names for 5 places nothing happens yet (twice the cap is
    // allowed between purges); at the end 11 names are left, the sixth largest count is 1, and only a survives with 7.
    const state = countsOf([
      "a",
      "a",
      "a",
      "a",
      "a",
      "a",
      "a",
      "a",
      ...Array.from({ length: 10 }, (_, i) => String(i)),
    ]);
    expect(state).toMatchObject({ rows: 18, bound: 1, counts: [{ name: "a", count: 7 }] });
    expect(distinctCategories(state)).toBe(11);
  });

  it("hold their bounds for any values, also merged in any groups", () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 6 }), (groups) => {
        expectBoundsToHold(countsOf(groups.flat()), groups.flat());
        expectBoundsToHold(mergedOf(groups.map((group) => countsOf(group))), groups.flat());
      }),
    );
  });

  it("merged within the cap are those of all values at once, whichever way round and in whatever groups", () => {
    fc.assert(
      fc.property(words, words, words, (a, b, c) => {
        const [x, y, z] = [countsOf(a, 200), countsOf(b, 200), countsOf(c, 200)];
        const all = countsOf([...a, ...b, ...c], 200);
        expect(mergedOf([x, y, z], 200)).toEqual(all);
        expect(mergedOf([z, mergedOf([y, x], 200)], 200)).toEqual(all);
      }),
    );
  });

  it("count distinct ones beyond the cap as if they had all come at once", () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 6 }), (groups) => {
        const [merged, all] = [mergedOf(groups.map((group) => countsOf(group))), countsOf(groups.flat())];
        expect(registersOf(merged).equals(registersOf(all))).toBe(true);
        expect(distinctCategories(merged)).toBe(distinctCategories(all));
      }),
    );
  });

  it("merging changes no input, and one state alone stays what it is", () => {
    fc.assert(
      fc.property(words, words, (a, b) => {
        const [x, y] = [countsOf(a), countsOf(b)];
        const before = textOf([x, y]);
        expect(textOf([mergedOf([x])])).toBe(textOf([x]));
        mergedOf([x, y]);
        expect(textOf([x, y])).toBe(before);
      }),
    );
  });

  it("of a million different values keep within the bound and estimate how many there were", () => {
    const counter = new CategoryAccumulator(1_000);
    for (let i = 0; i < 1_000_000; i++) counter.add(i % 20 === 0 ? "frequent" : `id-${i}`, 1);
    const state = counter.state();
    expect(state.bound).toBeLessThanOrEqual(1_000_000 / 1_001);
    expect(state.counts[0]!.name).toBe("frequent");
    expect(50_000 - state.counts[0]!.count).toBeLessThanOrEqual(state.bound);
    expect(Math.abs(distinctCategories(state) / 950_001 - 1)).toBeLessThan(0.065);
  });
});
