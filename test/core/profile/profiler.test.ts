import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRejectLog } from "../../../src/core/decode/reject-log.js";
import { keyedHash } from "../../../src/core/profile/keyed-hash.js";
import { createProfiler } from "../../../src/core/profile/profiler.js";
import type { ColumnProfile } from "../../../src/core/profile/profile.js";
import { serialiseProfile } from "../../../src/core/profile/serialise.js";
import { weightedValuesOf } from "../../../src/core/summaries/numbers.js";
import {
  AUGUST,
  AUGUST_MS,
  binsFor,
  columnProfile,
  HOUR_MS,
  OPTIONS,
  profileOf,
  recordBatch,
  type Cell,
} from "./record-batches.js";

const hash = keyedHash(OPTIONS.hashKey);
const TENS = binsFor({ x: { kind: "numeric", edges: [10, 20] } });

/** Values with their weights: so few of them are all there, whether they are in a table or in a sketch. */
function weightsOf({ numbers }: Pick<ColumnProfile, "numbers">): [number, number][] | null {
  if (!numbers) return null;
  const { values, weights } = weightedValuesOf(numbers);
  return Array.from(values, (value, i) => [value, weights[i]!]);
}

describe("profile of a column while learning", () => {
  it("counts cells by kind; empty and missing ones are in no other summary", () => {
    const column = columnProfile([1, 2.5, null, NaN, "a", true, 2n ** 60n]);
    expect(column.kinds).toEqual({ missing: 2, integer: 1, fractional: 1, boolean: 1, text: 1, bigInteger: 1 });
    expect([column.cells, column.numbers!.moments.count, column.categories!.rows]).toEqual([7, 3, 2]);
  });

  it("makes one value of 0 and -0", () => {
    expect(columnProfile([0, -0, -0]).numbers!.values).toEqual({
      exact: { values: Float64Array.of(0), counts: Float64Array.of(3) },
    });
  });

  it("counts infinite values apart from the moments", () => {
    const { numbers } = columnProfile([1, 3, Infinity, -Infinity, -Infinity]);
    expect(numbers).toMatchObject({ infinite: { negative: 2, positive: 1 }, moments: { count: 2, mean: 2, m2: 2 } });
  });

  it("counts texts and booleans as categories and measures texts", () => {
    const column = columnProfile(["b", "a", "b", true, false, true, "longer"]);
    expect(column.categories!.counts).toEqual([
      { name: "b", count: 2 },
      { name: "true", count: 2 },
      { name: "a", count: 1 },
      { name: "false", count: 1 },
      { name: "longer", count: 1 },
    ]);
    expect(column.textLengths).toEqual({ count: 4, total: 1 + 1 + 1 + 6, min: 1, max: 6 });
  });

  it("takes declared categories from numbers by their shortest text, whole ones beyond 2^53 by their digits", () => {
    const column = columnProfile([1, 1.5, -0, 0, 9007199254740993n, "1"], { categorical: ["x"] });
    expect(column.numbers).toBeNull();
    expect(Object.fromEntries(column.categories!.counts.map(({ name, count }) => [name, count]))).toEqual({
      "0": 2,
      "1": 2,
      "1.5": 1,
      "9007199254740993": 1,
    });
  });

  it("keeps only keyed hashes of sensitive columns, of free text and of what looks like a hash", () => {
    const free = "x".repeat(101);
    expect(columnProfile(["Ann"], { sensitive: ["x"] }).categories!.counts).toEqual([{ name: hash("Ann"), count: 1 }]);
    expect(columnProfile([free]).categories!.counts).toEqual([{ name: hash(free), count: 1 }]);
    expect(columnProfile(["#0123456789abcdef"]).categories!.counts[0]!.name).toBe(hash("#0123456789abcdef"));
  });
});

describe("profile of a column with bins", () => {
  it("counts numbers on half-open bins, infinite ones in the outer bins, and what is no number in none", () => {
    const cells = [-5, 10, 10.5, 20, 21, Infinity, -Infinity, 2n ** 70n, null, "n/a?", true];
    const column = columnProfile(cells, { bins: TENS });
    expect(column.bins).toEqual({ counts: [3, 2, 3], unseen: 0 });
    expect(column.categories).toBeNull();
    expect(column.kinds).toMatchObject({ text: 1, boolean: 1, missing: 1 });
  });

  const categories = binsFor({
    x: { kind: "categorical", categories: ["a", "1", hash("secret")], rest: ["b", hash("rare")], overflow: false },
  });

  it("counts known categories by name, keyed hash or the text of a number, and unseen ones by keyed hash only", () => {
    const column = columnProfile(["a", "a", 1, "secret", "b", "rare", "new", "new", null], { bins: categories });
    expect(column.bins).toEqual({ counts: [2, 1, 1, 2], unseen: 2 });
    expect(column.categories!.counts).toEqual([{ name: hash("new"), count: 2 }]);
    expect(column.numbers).toBeNull();
  });

  it("takes a text that spells the keyed hash of a category for another value", () => {
    expect(columnProfile([hash("secret")], { bins: categories }).bins!.unseen).toBe(1);
  });

  it("counts unknown categories in the rest where the reference had more than it could list", () => {
    const bins = binsFor({ x: { kind: "categorical", categories: ["a"], rest: [], overflow: true } });
    expect(columnProfile(["a", "new"], { bins }).bins).toEqual({ counts: [1, 1], unseen: 0 });
  });

  it("keeps no name of a column without bins, unless it is listed as still being learned", () => {
    const bins = binsFor({});
    expect(columnProfile(["Ann"], { bins }).categories!.counts[0]!.name).toBe(hash("Ann"));
    expect(columnProfile(["yes"], { bins, named: ["x"] }).categories!.counts[0]!.name).toBe("yes");
  });

  it("holds no text of any value anywhere in its bytes", () => {
    const cells = ["a", "Ann Smith", "ann@example.com"];
    const batch = recordBatch({ x: cells, y: cells, z: ["1", "Ann Smith", "a"] });
    const profile = profileOf([batch], {
      bins: binsFor({ x: categories.get("x")!, z: { kind: "numeric", edges: [1] } }),
    });
    const bytes = Buffer.from(serialiseProfile(profile));
    expect(bytes.includes("Ann")).toBe(false);
    expect(bytes.includes("ann@")).toBe(false);
  });
});

describe("profiler", () => {
  const times = [0, 2, 1, 0, 2].map((hour) => AUGUST_MS + hour * HOUR_MS);
  const metadata = { metadata: true, bounds: null } as const;

  it("makes one profile per event hour, earliest first", () => {
    const profiler = createProfiler({ ...OPTIONS, time: metadata }, createRejectLog());
    profiler.add(recordBatch({ x: [1, 2, 3, 4, 5], y: ["a", "b", "c", "d", "e"] }, times));
    const profiles = profiler.finish();
    expect([...profiles.keys()]).toEqual([AUGUST, AUGUST + 1, AUGUST + 2]);
    expect(
      profiles.get(AUGUST + 2)!.columns.map(({ numbers, categories }) => numbers?.moments ?? categories!.counts),
    ).toEqual([
      { count: 2, mean: 3.5, m2: 4.5, min: 2, max: 5 },
      [
        { name: "b", count: 1 },
        { name: "e", count: 1 },
      ],
    ]);
  });

  it("gives each hour the summaries of its own rows, however rows are mixed and batched", () => {
    const cell = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constantFrom<Cell>(null, "a", "b", true, 0.5, 2n ** 60n));
    const row = fc.record({ hour: fc.nat(2), x: cell });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 60 }), fc.integer({ min: 1, max: 60 }), (rows, size) => {
        const profiler = createProfiler({ ...OPTIONS, time: metadata }, createRejectLog());
        for (let from = 0; from < rows.length; from += size) {
          const part = rows.slice(from, from + size);
          const at = part.map(({ hour }) => AUGUST_MS + hour * HOUR_MS);
          profiler.add(recordBatch({ x: part.map(({ x }) => x) }, at));
        }
        for (const [hour, profile] of profiler.finish()) {
          const own = rows.filter((other) => other.hour === hour - AUGUST).map(({ x }) => x);
          const { kinds, categories, numbers } = columnProfile(own);
          expect(profile.records).toBe(own.length);
          expect(profile.columns[0]).toMatchObject({ kinds, categories });
          expect(weightsOf(profile.columns[0]!)).toEqual(numbers && weightsOf({ numbers }));
        }
      }),
      { numRuns: 50 },
    );
  });

  it("carries everything that was rejected, by the decoder too, in the earliest hour", () => {
    const rejects = createRejectLog();
    rejects.reject("malformed", 7, "expects JSON");
    const profiler = createProfiler({ ...OPTIONS, time: metadata }, rejects);
    profiler.add(recordBatch({ x: [1, 2, 3] }, [times[1]!, NaN, times[0]!]));
    const [first, second] = [...profiler.finish().values()];
    expect([first!.records, second!.records]).toEqual([1, 1]);
    expect(first!.rejects.byReason).toEqual({ malformed: 1, "time-missing": 1 });
    expect(second!.rejects.total).toBe(0);
  });

  it("leaves out excluded columns and sorts the others by name", () => {
    const { columns } = profileOf([recordBatch({ b: [1], id: ["7"], a: [2], __proto__x: [3] })], { exclude: ["id"] });
    expect(columns.map(({ name }) => name)).toEqual(["__proto__x", "a", "b"]);
  });

  it("takes column names for nothing but names", () => {
    const names = ["__proto__", "constructor", "hasOwnProperty", ""];
    const columns = names.map((name) => ({ ...recordBatch({ x: [1, 2] }).columns[0]!, name }));
    const profile = profileOf([{ rows: 2, columns, eventTimeMs: null, recordIds: null }]);
    expect(profile.columns.map(({ name, cells }) => [name, cells])).toEqual([...names].sort().map((name) => [name, 2]));
  });

  it("counts a column that only some batches hold in the records of those", () => {
    const profile = profileOf([recordBatch({ x: [1, 2] }), recordBatch({ x: [3], y: [null] })]);
    expect([profile.records, ...profile.columns.map(({ cells }) => cells)]).toEqual([3, 3, 1]);
  });

  it("ignores what lies beyond the rows of a batch and keeps nothing of its arrays", () => {
    const batch = recordBatch({ x: [1, 2, 99], y: ["a", "b", "never"] });
    const profiler = createProfiler(OPTIONS, createRejectLog());
    profiler.add({ ...batch, rows: 2 });
    for (const { numbers, kinds, codes } of batch.columns) [numbers, kinds, codes].forEach((array) => array.fill(0));
    const [x, y] = [...profiler.finish().values()][0]!.columns;
    expect(x!.numbers!.moments).toMatchObject({ count: 2, mean: 1.5, max: 2 });
    expect(y!.categories!.counts.map(({ name }) => name)).toEqual(["a", "b"]);
  });

  it("writes the same bytes for the same records, and sketches differently for another source", () => {
    const batches = [recordBatch({ x: Array.from({ length: 3_000 }, (_, i) => Math.sin(i)) })];
    const bytes = (seed: string) => Buffer.from(serialiseProfile(profileOf(batches, { seed })));
    expect(bytes("one").equals(bytes("one"))).toBe(true);
    const items = (seed: string) => profileOf(batches, { seed }).columns[0]!.numbers!.values;
    expect(items("one")).not.toEqual(items("two"));
  });

  it("holds at most a hundred unseen values, however many come", () => {
    const bins = binsFor({ x: { kind: "categorical", categories: [], rest: [], overflow: false } });
    const column = columnProfile(
      Array.from({ length: 5_000 }, (_, i) => `new-${i}`),
      { bins },
    );
    expect(column.bins).toEqual({ counts: [0], unseen: 5_000 });
    expect(column.categories!.counts.length).toBeLessThanOrEqual(100);
  });
});
