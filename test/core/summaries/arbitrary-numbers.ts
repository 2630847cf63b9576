import fc from "fast-check";
import type { ValueTable } from "../../../src/core/summaries/value-table.js";

/** Finite doubles without -0: of every size, close together at a large offset, and with many ties. */
const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0);
const offset = fc.integer({ min: -50, max: 50 }).map((x) => 1e9 + x / 8);
const tied = fc.integer({ min: -3, max: 3 });

/** From no value to more than the exact tables hold. */
export const numbers: fc.Arbitrary<number[]> = fc.oneof(
  fc.array(finite, { maxLength: 60 }),
  fc.array(offset, { maxLength: 200 }),
  fc.array(tied, { maxLength: 200 }),
  fc.array(fc.oneof(tied, offset), { minLength: 300, maxLength: 900 }),
  fc.array(
    fc.double({ min: -1, max: 1, noNaN: true }).map((x) => x + 0),
    { minLength: 600, maxLength: 1500 },
  ),
);

export function ascending(values: readonly number[]): Float64Array {
  return Float64Array.from(values).sort();
}

/** Distinct values with their counts, counted the plain way. */
export function tableOf(values: readonly number[]): ValueTable {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const distinct = ascending([...counts.keys()]);
  return { values: distinct, counts: distinct.map((value) => counts.get(value)!) };
}
