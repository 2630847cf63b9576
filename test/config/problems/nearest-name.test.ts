import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { editDistance, nearestName } from "../../../src/config/problems/nearest-name.js";

describe("edit distance", () => {
  it.each([
    { a: "", b: "abc", distance: 3, why: "three insertions" },
    { a: "parqet", b: "parquet", distance: 1, why: "one insertion" },
    { a: "jsnol", b: "jsonl", distance: 1, why: "neighbours swapped" },
    { a: "kitten", b: "sitting", distance: 3, why: "two substitutions and an insertion" },
  ])("from $a to $b is $distance: $why", ({ a, b, distance }) => {
    expect(editDistance(a, b)).toBe(distance);
  });

  const text = fc.string({ maxLength: 8, unit: fc.constantFrom("a", "b", "c") });

  it("is zero for equal texts only, and the same in both directions", () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(editDistance(a, b) === 0).toBe(a === b);
        expect(editDistance(a, b)).toBe(editDistance(b, a));
      }),
    );
  });

  it("lies between the difference of the lengths and the longer length", () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(editDistance(a, b)).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
        expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });
});

describe("the nearest name", () => {
  it.each([
    { name: "formt", names: ["format", "prefix"], nearest: "format" },
    { name: "FORMAT", names: ["format"], nearest: "format" },
    { name: "xyz", names: ["format", "prefix"], nearest: null },
    { name: "a", names: [], nearest: null },
  ])("to $name among $names is $nearest", ({ name, names, nearest }) => {
    expect(nearestName(name, names)).toBe(nearest);
  });
});
