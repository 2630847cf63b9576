import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mergeTables, NO_VALUES, tableOfSorted } from "../../../src/core/summaries/value-table.js";
import { ascending, numbers } from "./arbitrary-numbers.js";

const tableOf = (values: readonly number[]) => tableOfSorted(ascending(values), values.length);

describe("value table", () => {
  it("counts 2, 1, 2, -1 as one -1, one 1 and two 2", () => {
    expect(tableOf([2, 1, 2, -1])).toEqual({ values: Float64Array.of(-1, 1, 2), counts: Float64Array.of(1, 1, 2) });
  });

  it("ignores what lies beyond the length", () => {
    expect(tableOfSorted(Float64Array.of(1, 1, 5), 2)).toEqual({
      values: Float64Array.of(1),
      counts: Float64Array.of(2),
    });
  });

  it("merged is the table of all values, whichever way round and in whatever groups", () => {
    fc.assert(
      fc.property(numbers, numbers, numbers, (a, b, c) => {
        const [x, y, z] = [tableOf(a), tableOf(b), tableOf(c)];
        expect(mergeTables(x, y)).toEqual(tableOf([...a, ...b]));
        expect(mergeTables(y, x)).toEqual(mergeTables(x, y));
        expect(mergeTables(mergeTables(x, y), z)).toEqual(mergeTables(x, mergeTables(y, z)));
        expect(mergeTables(x, NO_VALUES)).toEqual(x);
      }),
      { numRuns: 30 },
    );
  });
});
