import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ValueTableBuilder, type ValueTable } from "../../../src/core/summaries/value-table.js";
import { ascending, numbers, tableOf } from "./arbitrary-numbers.js";

const MANY = 10_000;

function built(...batches: readonly (readonly number[])[]): ValueTable {
  const builder = new ValueTableBuilder(MANY);
  for (const batch of batches) builder.add(ascending(batch), batch.length);
  return builder.table();
}

function merged(...tables: readonly ValueTable[]): ValueTable {
  const builder = new ValueTableBuilder(MANY);
  for (const { values, counts } of tables) builder.add(values, values.length, counts);
  return builder.table();
}

describe("value table", () => {
  it("counts 2, 1, 2, -1 as one -1, one 1 and two 2", () => {
    expect(built([2, 1], [2, -1])).toEqual({ values: Float64Array.of(-1, 1, 2), counts: Float64Array.of(1, 1, 2) });
  });

  it("ignores what lies beyond the length", () => {
    const builder = new ValueTableBuilder(MANY);
    builder.add(Float64Array.of(1, 1, 5), 2);
    expect(builder.table()).toEqual({ values: Float64Array.of(1), counts: Float64Array.of(2) });
  });

  it("takes up to its limit of different values; one more leaves it as it was", () => {
    const builder = new ValueTableBuilder(3);
    expect(builder.add(Float64Array.of(1, 1, 2), 3)).toBe(true);
    expect(builder.add(Float64Array.of(0, 1, 3), 3)).toBe(false);
    expect(builder.table()).toEqual(tableOf([1, 1, 2]));
    expect(builder.add(Float64Array.of(1, 2, 3, 3), 4)).toBe(true);
    expect(builder.table()).toEqual(tableOf([1, 1, 2, 1, 2, 3, 3]));
  });

  it("is the table of all values, whatever batches they come in", () => {
    fc.assert(
      fc.property(fc.array(numbers, { maxLength: 4 }), (batches) => {
        expect(built(...batches)).toEqual(tableOf(batches.flat()));
      }),
      { numRuns: 50 },
    );
  });

  it("merges whichever way round and in whatever groups, and leaves its inputs as they were", () => {
    fc.assert(
      fc.property(numbers, numbers, numbers, (a, b, c) => {
        const [x, y, z] = [tableOf(a), tableOf(b), tableOf(c)];
        const all = tableOf([...a, ...b, ...c]);
        expect(merged(x, y, z)).toEqual(all);
        expect(merged(z, merged(y, x))).toEqual(all);
        expect([x, merged(x)]).toEqual([tableOf(a), x]);
      }),
      { numRuns: 30 },
    );
  });
});
