import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../../src/core/baseline/content-hash.js";
import { learnBaseline } from "../../../src/core/baseline/learn.js";
import { binsIdentity, BinsMismatchError } from "../../../src/core/profile/bins-identity.js";
import { emptyProfile } from "../../../src/core/profile/profile.js";
import { profileOf, recordBatch } from "../profile/record-batches.js";
import { LEARN, learn, times, type Table } from "./learned.js";

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

describe("learning a baseline", () => {
  it("learns of a numeric feature its bins, counts, moments and 101 quantiles", () => {
    // 1 to 100 and two missing ones: mean 50.5; variance with n - 1 is 100 * 101 / 12.
    const [feature] = learn(
      { x: [...upTo(100), null, null] },
      { features: { ...LEARN.features, types: { x: "numeric" } } },
    ).features;
    expect(feature).toMatchObject({
      kind: "numeric",
      role: "feature",
      bins: { kind: "numeric", edges: [10, 20, 30, 40, 50, 60, 70, 80, 90] },
      binCounts: times(10, 10),
      rows: 100,
      missing: 2,
      types: { integer: 100, fractional: 0, boolean: 0, text: 0 },
      distinct: 100,
      numeric: { mean: 50.5, min: 1, max: 100, rankError: 0 },
    });
    expect(feature!.numeric!.sd).toBeCloseTo(Math.sqrt((100 * 101) / 12), 10);
    expect(feature!.numeric!.quantiles).toEqual([1, ...upTo(100)]);
  });

  it("takes few different numbers for categories and many for numbers, unless told which they are", () => {
    const table = { few: upTo(200).map((x) => x % 10), many: upTo(200).map((x) => x % 11) };
    const kinds = (types: Record<string, "numeric" | "categorical">) =>
      Object.fromEntries(
        learn(table, { features: { ...LEARN.features, types } }).features.map(({ name, kind }) => [name, kind]),
      );
    expect(kinds({})).toEqual({ few: "categorical", many: "numeric" });
    expect(kinds({ few: "numeric", many: "categorical" })).toEqual({ few: "numeric", many: "categorical" });
  });

  it("counts texts in a numeric column as missing while they are less than a twentieth", () => {
    const [feature] = learn({ x: [...upTo(96), ...times(4, "n/a?")] }).features;
    expect(feature).toMatchObject({ kind: "numeric", rows: 96, missing: 4, types: { integer: 96, text: 4 } });
    expect(learn({ x: [...upTo(94), ...times(6, "n/a?")] }).features[0]!.kind).toBe("categorical");
  });

  it("counts infinite values in the outer bins and out of the moments", () => {
    const [feature] = learn({ x: [...upTo(20).map((x) => x / 2), Infinity, -Infinity, -Infinity] }).features;
    expect(feature!.rows).toBe(23);
    expect(feature!.binCounts[0]).toBe(2 + 2);
    expect(feature!.binCounts.at(-1)).toBe(2 + 1);
    expect(feature!.numeric).toMatchObject({ mean: 5.25, min: 0.5, max: 10 });
  });

  it("keeps constant and empty columns where a comparison asks for them", () => {
    const table = { plan: times(60, "basic"), rate: times(60, 2.5), none: times(60, null) };
    expect(learn(table).features).toEqual([]);
    const { features, skipped } = learn(table, { keepConstant: true });
    expect(skipped).toEqual([]);
    expect(
      features.map(({ name, kind, rows, missing, binCounts }) => ({ name, kind, rows, missing, binCounts })),
    ).toEqual([
      { name: "none", kind: "categorical", rows: 0, missing: 60, binCounts: [0] },
      { name: "plan", kind: "categorical", rows: 60, missing: 0, binCounts: [60, 0] },
      { name: "rate", kind: "categorical", rows: 60, missing: 0, binCounts: [60, 0] },
    ]);
  });

  it("marks the model's output as prediction", () => {
    const { features } = learn(
      { score: upTo(30).map((x) => x / 7), age: upTo(30).map((x) => x % 17) },
      { prediction: ["score"] },
    );
    expect(features.map(({ name, role }) => [name, role])).toEqual([
      ["age", "feature"],
      ["score", "prediction"],
    ]);
  });

  it("skips columns that can't be monitored and says why", () => {
    const table: Table = {
      constant: times(100, 3),
      constantText: times(100, "eu"),
      empty: times(100, null),
      everyOther: upTo(100).map((x) => x % 2),
      ignored: upTo(100),
      rowNumber: upTo(100),
      amount: upTo(100).map((x) => x * 1_000_003),
      snowflake: upTo(100).map((x) => 2n ** 60n + BigInt(x)),
      uuid: upTo(100).map((x) => `u-${x}`),
    };
    const { features, skipped } = learn(table, { features: { ...LEARN.features, ignore: ["ignored"] } });
    expect(Object.fromEntries(skipped!.map(({ name, reason }) => [name, reason]))).toEqual({
      constant: "constant",
      constantText: "constant",
      empty: "all-missing",
      ignored: "ignored",
      rowNumber: "id-like",
      snowflake: "id-like",
      uuid: "id-like",
    });
    expect(features.map(({ name }) => name)).toEqual(["amount", "everyOther"]);
  });

  it("takes no column of few records for an id, and none whose kind is configured", () => {
    expect(learn({ x: upTo(49).map((x) => `u-${x}`) }).skipped).toEqual([]);
    const types = { x: "numeric" } as const;
    expect(learn({ x: upTo(100) }, { features: { ...LEARN.features, types } }).skipped).toEqual([]);
  });

  it("is not misled by columns named like properties of every object", () => {
    const columns = ["constructor", "__proto__"].map((name) => ({
      ...recordBatch({ x: upTo(60).map((x) => x / 3) }).columns[0]!,
      name,
    }));
    const profile = profileOf([{ rows: 60, columns, eventTimeMs: null, recordIds: null }]);
    expect(learnBaseline(profile, LEARN).features.map(({ name, kind }) => [name, kind])).toEqual([
      ["__proto__", "numeric"],
      ["constructor", "numeric"],
    ]);
  });

  it("has the same version for the same reference learned the same way, and another for any difference", () => {
    const table = { x: upTo(60).map((x) => x / 3), c: upTo(60).map((x) => (x % 3 ? "a" : "b")) };
    const version = learn(table).version;
    expect(version).toMatch(/^[0-9a-f]{16}$/);
    expect(learn(table).version).toBe(version);
    const others = [
      learn({ ...table, x: table.x.map((x) => x + 1) }),
      learn(table, { monitor: "other" }),
      learn(table, { source: "s3://acme/other.csv" }),
      learn(table, { prediction: ["x"] }),
      learn(table, { features: { ...LEARN.features, ignore: ["c"] } }),
    ];
    expect(new Set([version, ...others.map((other) => other.version)]).size).toBe(others.length + 1);
  });

  it("survives storage as JSON: nothing in it is NaN or infinite", () => {
    const table = { x: [1e308, -1e308, Infinity, ...upTo(20)], c: upTo(23).map((x) => (x % 2 ? "a" : "b")) };
    const baseline = learn(table);
    expect(JSON.parse(JSON.stringify(baseline))).toEqual(baseline);
  });

  it("refuses a profile that was counted on bins", () => {
    const binned = emptyProfile("", binsIdentity(new Map()));
    expect(() => learnBaseline(binned, LEARN)).toThrow(BinsMismatchError);
  });

  it("has a deviation of 0 for one row where constant columns are kept", () => {
    const options = { keepConstant: true, features: { ...LEARN.features, types: { x: "numeric" } } } as const;
    expect(learn({ x: [5] }, options).features[0]!.numeric!.sd).toBe(0);
  });

  it("of no records has no features", () => {
    expect(learnBaseline(emptyProfile("", null), LEARN)).toMatchObject({ records: 0, features: [], skipped: [] });
  });
});

describe("canonical JSON", () => {
  it("orders the keys of every object and leaves lists in their order", () => {
    expect(canonicalJson({ b: [2, { d: 1, c: null }], a: "x" })).toBe('{"a":"x","b":[2,{"c":null,"d":1}]}');
  });
});
