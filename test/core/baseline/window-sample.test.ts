import { describe, expect, it } from "vitest";
import { recount } from "../../../src/core/baseline/recount.js";
import { windowSample } from "../../../src/core/baseline/window-sample.js";
import { BinsMismatchError } from "../../../src/core/profile/bins-identity.js";
import { emptyProfile } from "../../../src/core/profile/profile.js";
import { mergeProfiles } from "../../../src/core/profile/merge.js";
import { parseProfile, serialiseProfile } from "../../../src/core/profile/serialise.js";
import { AUGUST, profileOf, recordBatch } from "../profile/record-batches.js";
import { learn, profileOn, times, type Table } from "./learned.js";

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);
const REFERENCE: Table = {
  age: upTo(100),
  plan: [...times(60, "basic"), ...times(30, "pro"), ...times(10, null)],
  doors: upTo(100).map((x) => (x % 2 ? 3 : 5)),
};
const BASELINE = learn(REFERENCE, { features: { ignore: [], types: { age: "numeric" }, sensitive: [] } });

const sampleOf = (table: Table) => windowSample(profileOn(BASELINE, table), BASELINE, AUGUST);

describe("sample of a window", () => {
  it("of the reference itself has the reference's own counts", () => {
    const { features, records, hour } = sampleOf(REFERENCE);
    expect([records, hour]).toEqual([100, AUGUST]);
    for (const feature of BASELINE.features) {
      const { kind, rows, missing, binCounts } = feature;
      expect(features.get(feature.name)).toMatchObject({ kind, rows, missing, binCounts, unseen: 0 });
    }
  });

  it("counts unseen categories in rows but in no bin", () => {
    expect(sampleOf({ plan: ["basic", "team", "team", null] }).features.get("plan")).toEqual({
      kind: "categorical",
      rows: 3,
      missing: 1,
      binCounts: [1, 0, 0],
      unseen: 2,
    });
  });

  it("matches categories that are numbers, whether they come as numbers or as texts", () => {
    // 50 of each: "3" comes before "5".
    expect(sampleOf({ doors: [3, 3, 5, "3", 7] }).features.get("doors")).toMatchObject({
      binCounts: [3, 1, 0],
      unseen: 1,
    });
  });

  it("counts what is no number in a numeric feature as missing, so that rows + missing = records", () => {
    const age = sampleOf({ age: [5, 200, "old", null, true, Infinity] }).features.get("age")!;
    expect(age).toMatchObject({ rows: 3, missing: 3, binCounts: [1, 0, 0, 0, 0, 0, 0, 0, 0, 2] });
    // 5 and 200: mean 102.5, deviation 195 / sqrt 2; the infinite value is in neither.
    expect(age.numeric!.mean).toBe(102.5);
    expect(age.numeric!.sd).toBeCloseTo(195 / Math.SQRT2, 10);
    expect(age.numeric!.values).toEqual({
      values: Float64Array.of(5, 200),
      weights: Float64Array.of(1, 1),
      rankError: 0,
    });
  });

  it("has NaN as deviation of one row", () => {
    expect(sampleOf({ age: [5] }).features.get("age")!.numeric!.sd).toBeNaN();
  });

  it("lacks features that no record carried; those that some records lacked are missing there", () => {
    const profile = mergeProfiles([
      profileOn(BASELINE, { age: [1, 2] }),
      profileOn(BASELINE, { plan: ["pro", "pro", "pro"] }),
    ]);
    const { features, records } = windowSample(profile, BASELINE, AUGUST);
    expect(records).toBe(5);
    expect([...features.keys()].sort()).toEqual(["age", "plan"]);
    expect(features.get("age")).toMatchObject({ rows: 2, missing: 3 });
    expect(features.get("plan")).toMatchObject({ rows: 3, missing: 2 });
  });

  it("is the same after storage", () => {
    const profile = profileOn(BASELINE, REFERENCE);
    expect(windowSample(parseProfile(serialiseProfile(profile)), BASELINE, AUGUST)).toEqual(
      windowSample(profile, BASELINE, AUGUST),
    );
  });

  it("of no records is empty, whatever its bins", () => {
    expect(windowSample(emptyProfile("", null), BASELINE, AUGUST)).toEqual({
      hour: AUGUST,
      records: 0,
      features: new Map(),
    });
  });

  it("refuses a profile that was counted on other bins", () => {
    const learning = profileOf([recordBatch(REFERENCE)]);
    expect(() => windowSample(learning, BASELINE, AUGUST)).toThrow(BinsMismatchError);
    expect(() => recount(BASELINE, learning)).toThrow(BinsMismatchError);
  });
});

describe("recounting a baseline", () => {
  it("replaces counts by exact ones and keeps bins, quantiles and version", () => {
    const rows = { age: upTo(30_000).map((x) => Math.sqrt(x)) };
    const baseline = learn(rows);
    const exact = recount(baseline, profileOn(baseline, rows));
    const edges = baseline.features[0]!.bins.kind === "numeric" ? baseline.features[0]!.bins.edges : [];
    const limits = [-Infinity, ...edges, Infinity];
    const counted = limits.slice(1).map((high, i) => rows.age.filter((x) => x > limits[i]! && x <= high).length);
    expect(exact.features[0]!.binCounts).toEqual(counted);
    expect(exact.features[0]!.binCounts).not.toEqual(baseline.features[0]!.binCounts);
    expect(exact).toEqual({ ...baseline, features: [{ ...baseline.features[0]!, binCounts: counted }] });
  });

  it("follows the profile in rows, missing ones and types, and leaves alone what the profile lacks", () => {
    const exact = recount(BASELINE, profileOn(BASELINE, { age: [1, 2, "x", null] }));
    expect(exact.features.map(({ name }) => name)).toEqual(["age", "doors", "plan"]);
    expect(exact.features[0]).toMatchObject({
      rows: 2,
      missing: 2,
      types: { integer: 2, fractional: 0, boolean: 0, text: 1 },
    });
    expect(exact.features.slice(1)).toEqual(BASELINE.features.slice(1));
  });
});
