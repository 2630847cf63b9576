import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FormatError } from "../../../src/contracts/errors.js";
import { buildFilter, mayHold, parseFilter, serialiseFilter } from "../../../src/core/labels/hash-filter.js";
import { hashId } from "../../../src/core/labels/id-hash.js";
import { matchRows } from "../../../src/core/labels/join.js";
import { type KeyedRows, KeyedRowsBuilder, mergeKeyedRows } from "../../../src/core/labels/keyed-rows.js";
import { onePerId } from "../../../src/core/labels/one-per-id.js";
import { parseRows, serialiseRows } from "../../../src/core/labels/stored-rows.js";

type Row = readonly [id: string, time: number, value: number];

function keyed(rows: readonly Row[]): KeyedRows {
  const builder = new KeyedRowsBuilder(["time", "value"]);
  for (const [id, time, value] of rows) builder.add(hashId([id])!, [time, value]);
  return builder.finish();
}

const ids = fc.nat(15).map((i) => `id ${i}`);
const time = fc.oneof(fc.nat(3), fc.constant(NaN));
const rows = fc.array(fc.tuple(ids, time, fc.nat(3)), { maxLength: 40 });

/** The plain way: the label of each id that wins. */
function lastById(labels: readonly Row[]): Map<string, Row> {
  const last = new Map<string, Row>();
  for (const label of labels) {
    const held = last.get(label[0]);
    const age = (row: Row) => (Number.isNaN(row[1]) ? -1 : row[1]);
    if (!held || age(label) >= age(held)) last.set(label[0], label);
  }
  return last;
}

describe("ids", () => {
  it.each([
    { why: "numbers and their digits", a: [17], b: ["17"], same: true },
    { why: "blanks around", a: [" x1 "], b: ["x1"], same: true },
    { why: "leading zeros", a: ["007"], b: [7], same: false },
    { why: "parts are not run together", a: ["ab", "c"], b: ["a", "bc"], same: false },
    { why: "the order of parts", a: ["a", "b"], b: ["b", "a"], same: false },
    { why: "one part and two", a: ["a"], b: ["a", "a"], same: false },
  ])("$why: the same is $same", ({ a, b, same }) => {
    const [x, y] = [hashId(a)!, hashId(b)!];
    expect(x.high === y.high && x.low === y.low).toBe(same);
  });

  it.each([[[null]], [[""]], [["a", null]], [["  "]]])("are missing where a part is: %j", (parts) => {
    expect(hashId(parts)).toBeNull();
  });

  it("have hashes of their own: none of 300,000 running numbers is another's, and 64 groups are even", () => {
    const seen = new Set<bigint>();
    const groups = new Array<number>(64).fill(0);
    for (let i = 0; i < 300_000; i++) {
      const { high, low } = hashId([`c-${i}`])!;
      seen.add((BigInt(high) << 32n) | BigInt(low));
      groups[high >>> 26]!++;
      groups[low & 63]!++;
    }
    expect(seen.size).toBe(300_000);
    // Two times 4,687.5 expected a group, standard deviation 97: six of them at most.
    for (const group of groups) expect(Math.abs(group - 9_375)).toBeLessThan(6 * 97);
  });
});

describe("join", () => {
  it("finds what a map of ids finds, the last label of an id winning, and counts everything", () => {
    fc.assert(
      fc.property(rows, rows, (said, told) => {
        const predictions = onePerId(keyed(said), "first");
        const labels = onePerId(keyed(told), "last");
        const matches = matchRows(predictions.rows, labels.rows);
        const last = lastById(told);
        const known = new Set(said.map(([id]) => id));
        const wanted = [...last].filter(([id]) => known.has(id));
        expect(matches.matched).toBe(wanted.length);
        expect(predictions.rows.rows).toBe(matches.matched + matches.waiting);
        expect(labels.rows.rows).toBe(matches.matched + matches.unmatched);
        expect(said).toHaveLength(matches.matched + matches.waiting + predictions.repeated);
        expect(told).toHaveLength(matches.matched + matches.unmatched + labels.repeated);
        const values = Array.from(matches.labels, (row) => labels.rows.columns["value"]![row]);
        expect([...values].sort()).toEqual(wanted.map(([, [, , value]]) => value).sort());
      }),
      { numRuns: 300 },
    );
  });

  it("tells labels that contradict each other at one time from mere repetitions", () => {
    const labels: Row[] = [
      ["a", 1, 0],
      ["a", 1, 0],
      ["b", 1, 0],
      ["b", 1, 1],
      ["c", 1, 0],
      ["c", 2, 1],
    ];
    expect(onePerId(keyed(labels), "last")).toMatchObject({ repeated: 3, conflicting: 1 });
  });

  it("sorts rows of one hash that are too many for a bucket", () => {
    const many: Row[] = Array.from({ length: 500 }, (_, i) => ["same", NaN, i]);
    const sorted = keyed([...many, ["other", NaN, 7]]);
    expect(onePerId(sorted, "first")).toMatchObject({ repeated: 499, conflicting: 499 });
    const first = onePerId(keyed(many), "first").rows.columns["value"]![0];
    const last = onePerId(keyed(many), "last").rows.columns["value"]![0];
    expect([first, last]).toEqual([0, 499]);
  });

  it("merges sorted parts into what all rows at once give", () => {
    fc.assert(
      fc.property(rows, rows, (a, b) => {
        expect(mergeKeyedRows([keyed(a), keyed(b)])).toEqual(keyed([...a, ...b]));
      }),
    );
  });
});

describe("stored join rows", () => {
  it("are read as they were written", () => {
    fc.assert(
      fc.property(rows, fc.array(fc.string(), { maxLength: 3 }), (some, classes) => {
        expect(parseRows(serialiseRows(keyed(some), classes))).toEqual({ rows: keyed(some), classes });
      }),
    );
  });

  it("are refused when cut, changed or foreign", () => {
    const bytes = serialiseRows(keyed([["a", 1, 2]]), ["x"]);
    const changed = Uint8Array.from(bytes);
    changed[bytes.length - 1]! ^= 1;
    for (const broken of [
      bytes.subarray(0, 40),
      changed,
      new Uint8Array(3),
      new TextEncoder().encode("x".repeat(99)),
    ]) {
      expect(() => parseRows(broken)).toThrow(FormatError);
    }
  });
});

describe("filter of an hour's ids", () => {
  const hourOf = (from: number, count: number) =>
    keyed(Array.from({ length: count }, (_, i): Row => [`id-${from + i}`, NaN, 0]));

  it.each([0, 1, 2, 3, 10, 100, 1_000, 30_000])("of %i ids misses none of them", (count) => {
    const hour = hourOf(0, count);
    const filter = buildFilter(hour);
    expect(filter.ids).toBe(count);
    expect(mayHold(parseFilter(serialiseFilter(filter)), hour)).toBe(count);
  });

  it("takes ids that repeat", () => {
    const hour = keyed([
      ["a", 1, 1],
      ["a", 2, 2],
      ["b", 1, 1],
    ]);
    expect(mayHold(buildFilter(hour), hour)).toBe(3);
  });

  it("says yes to foreign ids about 1.5 times in 100,000, at 20 bits an id or less", () => {
    const filter = buildFilter(hourOf(0, 30_000));
    const foreign = mayHold(filter, hourOf(1_000_000, 400_000));
    // 400,000 / 65,536 = 6.1 expected, standard deviation 2.5.
    expect(foreign).toBeLessThan(20);
    expect((filter.fingerprints.length * 16) / 30_000).toBeLessThan(20);
  });

  it("lets a small label file read the hour of its predictions and hardly any other", () => {
    const hours = Array.from({ length: 48 }, (_, hour) => buildFilter(hourOf(hour * 500, 500)));
    const labels = hourOf(30 * 500, 200);
    const read = hours.filter((filter) => mayHold(filter, labels) > 0).length;
    // 47 other hours x 200 labels / 65,536 = 0.14 expected.
    expect(read).toBeLessThanOrEqual(3);
    expect(mayHold(hours[30]!, labels)).toBe(200);
  });

  it("is refused when cut or foreign", () => {
    const bytes = serialiseFilter(buildFilter(hourOf(0, 10)));
    expect(() => parseFilter(bytes.subarray(0, bytes.length - 2))).toThrow(FormatError);
    expect(() => parseFilter(new Uint8Array(40))).toThrow(FormatError);
    expect(() => parseFilter(new Uint8Array(0))).toThrow(FormatError);
  });
});
