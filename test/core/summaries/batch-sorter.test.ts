import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BatchSorter } from "../../../src/core/summaries/batch-sorter.js";
import { SeededRandom } from "../../../src/core/summaries/hashing.js";
import { ascending, numbers } from "./arbitrary-numbers.js";

function sorted(values: readonly number[]): number[] {
  const copy = Float64Array.from(values);
  new BatchSorter().sort(copy, copy.length, Math.min(...values), Math.max(...values));
  return Array.from(copy);
}

describe("batch sorter", () => {
  it("orders any finite numbers as the library does", () => {
    fc.assert(
      fc.property(numbers, (values) => {
        expect(sorted(values)).toEqual(Array.from(ascending(values)));
      }),
    );
  });

  const random = new SeededRandom(7);
  const unit = () => (random.bits(32) + 0.5) / 2 ** 32;
  const batch = (draw: (i: number) => number) => Array.from({ length: 2_048 }, (_, i) => draw(i));
  it.each([
    { why: "spread evenly", values: batch(unit) },
    { why: "falling", values: batch((i) => -1 - i) },
    { why: "all close together but one that is far away", values: batch((i) => (i === 0 ? 1e300 : unit())) },
    { why: "over six hundred orders of magnitude", values: batch(() => 10 ** (600 * unit() - 300)) },
    { why: "with a range beyond a double", values: batch((i) => (i % 2 ? 1.7e308 : -1.7e308) * unit()) },
    { why: "at the smallest doubles there are", values: batch(() => 5e-324 * Math.floor(4 * unit())) },
    { why: "whole and close together", values: batch(() => Math.floor(2_000 * unit()) - 1_000) },
    { why: "whole but one of them", values: batch((i) => (i === 2_000 ? 7.5 : Math.floor(500 * unit()))) },
    {
      why: "whole and too large to tell neighbours apart",
      values: batch(() => 2 ** 53 + 2 * Math.floor(500 * unit())),
    },
    { why: "with few different ones", values: batch(() => Math.floor(5 * unit())) },
    { why: "at epoch milliseconds", values: batch(() => 1.767e12 + Math.floor(1e6 * unit())) },
  ])("orders a whole batch $why", ({ values }) => {
    expect(sorted(values)).toEqual(Array.from(ascending(values)));
  });

  it("touches only the first values that it is told of, and sorts larger batches after smaller ones", () => {
    const sorter = new BatchSorter();
    const values = Float64Array.of(3, 1, 2, -9);
    sorter.sort(values, 3, 1, 3);
    expect(Array.from(values)).toEqual([1, 2, 3, -9]);
    for (const length of [300, 5_000]) {
      const batch = Float64Array.from({ length }, (_, i) => (i * 7_919) % length);
      sorter.sort(batch, length, 0, length - 1);
      expect(Array.from(batch)).toEqual(Array.from({ length }, (_, i) => i));
    }
  });
});
