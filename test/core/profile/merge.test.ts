import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binsIdentity, BinsMismatchError } from "../../../src/core/profile/bins-identity.js";
import { createProfileMerger, mergeProfiles } from "../../../src/core/profile/merge.js";
import { emptyProfile, NO_REJECTS, type Profile } from "../../../src/core/profile/profile.js";
import { serialiseProfile } from "../../../src/core/profile/serialise.js";
import { weightedValuesOf } from "../../../src/core/summaries/numbers.js";
import { BINS, captures, profileOfRows, type Row } from "./arbitrary-profiles.js";
import { profileOf, recordBatch } from "./record-batches.js";

const profilesOf = (groups: readonly Row[][], bins: typeof BINS | null = null) =>
  groups.filter((rows) => rows.length > 0).map((rows, i) => profileOfRows(rows, `capture ${i}`, bins));

const bytesOf = (profile: Profile) => Buffer.from(serialiseProfile(profile)).toString("hex");

/** What must be exact however profiles are merged: everything but sketch items and the last bits of moments. */
function exactParts({ records, rejects, columns }: Profile): unknown {
  return {
    records,
    rejected: rejects.total,
    columns: columns.map(({ name, cells, kinds, bins, textLengths, categories, numbers }) => ({
      ...{ name, cells, kinds, bins, textLengths, categories },
      infinite: numbers?.infinite,
      count: numbers?.moments.count,
      extremes: [numbers?.moments.min, numbers?.moments.max],
      rows: numbers && weightedValuesOf(numbers).weights.reduce((a, b) => a + b, 0),
      exact: numbers && "exact" in numbers.values ? numbers.values.exact : null,
      registers:
        numbers &&
        "sketched" in numbers.values &&
        Buffer.from(numbers.values.sketched.distinct.registers).toString("hex"),
    })),
  };
}

describe("merging profiles", () => {
  it.each([
    { why: "while learning", bins: null },
    { why: "on bins", bins: BINS },
  ])("counts $why what profiling all records at once counts", ({ bins }) => {
    fc.assert(
      fc.property(captures, (groups) => {
        const rows = groups.flat();
        if (rows.length === 0) return;
        const all = profileOfRows(rows, "all", bins);
        const merged = mergeProfiles(profilesOf(groups, bins));
        expect(exactParts({ ...merged, rejects: NO_REJECTS })).toEqual(exactParts({ ...all, rejects: NO_REJECTS }));
      }),
      { numRuns: 40 },
    );
  });

  it("gives the same bytes in whatever order profiles are listed", () => {
    fc.assert(
      fc.property(captures, fc.array(fc.nat(), { minLength: 5, maxLength: 5 }), (groups, keys) => {
        const profiles = profilesOf(groups);
        const shuffled = profiles
          .map((profile, i) => ({ profile, key: keys[i]! }))
          .sort((a, b) => a.key - b.key)
          .map(({ profile }) => profile);
        expect(bytesOf(mergeProfiles(shuffled))).toBe(bytesOf(mergeProfiles(profiles)));
      }),
      { numRuns: 40 },
    );
  });

  it("is associative in everything that is counted", () => {
    fc.assert(
      fc.property(captures, fc.nat(5), (groups, cut) => {
        const profiles = profilesOf(groups);
        const nested = mergeProfiles([mergeProfiles(profiles.slice(0, cut)), mergeProfiles(profiles.slice(cut))]);
        expect(exactParts(nested)).toEqual(exactParts(mergeProfiles(profiles)));
      }),
      { numRuns: 40 },
    );
  });

  it("changes neither its inputs nor, merged with nothing, a single profile", () => {
    fc.assert(
      fc.property(captures, (groups) => {
        const profiles = profilesOf(groups);
        const before = profiles.map(bytesOf);
        for (const [i, profile] of profiles.entries()) {
          expect(bytesOf(mergeProfiles([emptyProfile("nothing", null), profile]))).toBe(before[i]);
        }
        mergeProfiles(profiles);
        expect(profiles.map(bytesOf)).toEqual(before);
      }),
      { numRuns: 40 },
    );
  });

  it("orders a profile that is listed twice, or two with one seed, by content", () => {
    const [a, b] = [[1, 2], [3]].map((x) => profileOf([recordBatch({ x })]));
    expect(bytesOf(mergeProfiles([a!, b!]))).toBe(bytesOf(mergeProfiles([b!, a!])));
  });

  it("refuses profiles counted on other bins, empty ones too, and names both", () => {
    const learning = emptyProfile("a", null);
    const binned = emptyProfile("b", binsIdentity(BINS));
    expect(() => mergeProfiles([learning, binned])).toThrow(BinsMismatchError);
    expect(() => mergeProfiles([learning, binned])).toThrow(binsIdentity(BINS)!);
  });

  it("of nothing is the empty learning profile", () => {
    expect(mergeProfiles([])).toEqual(emptyProfile("", null));
  });

  it("keeps the first five samples of each reason for rejecting", () => {
    const profiles = [0, 1].map((part) => ({
      ...emptyProfile(`part ${part}`, null),
      rejects: {
        total: 4,
        byReason: { malformed: 4 },
        samples: [1, 2, 3, 4].map((line) => ({ reason: "malformed" as const, line, detail: "expects JSON" })),
      },
    }));
    const { rejects } = mergeProfiles(profiles);
    expect([rejects.total, rejects.byReason.malformed, rejects.samples.length]).toEqual([8, 8, 5]);
  });

  it("one by one gives what merging a list in the same order gives", () => {
    const profiles = profilesOf([[{ n: 1, c: "a", m: null }], [{ n: 2, c: "b", m: "x" }]]).sort((a, b) =>
      a.seed < b.seed ? -1 : 1,
    );
    const merger = createProfileMerger();
    profiles.forEach((profile) => {
      merger.add(profile);
    });
    expect(merger.finish()).toEqual(mergeProfiles(profiles));
  });
});
