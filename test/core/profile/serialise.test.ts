import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FormatError } from "../../../src/contracts/errors.js";
import { PROFILE_FORMAT } from "../../../src/core/profile/profile.js";
import { parseProfile, serialiseProfile } from "../../../src/core/profile/serialise.js";
import { checksum32 } from "../../../src/core/profile/stored/checksum.js";
import { SeededRandom } from "../../../src/core/summaries/hashing.js";
import { BINS, captures, profileOfRows } from "./arbitrary-profiles.js";
import { profileOf, recordBatch, type Cell } from "./record-batches.js";

const SMALL = profileOf([recordBatch({ n: [1, 2.5, null], c: ["a", "b", "a"] })]);

const manyRows = Array.from({ length: 700 }, (_, i) => ({ n: Math.sin(i), c: `c${i % 9}`, m: i % 3 ? i : "x" }));

describe("stored profile", () => {
  it.each([
    { why: "while learning", bins: null },
    { why: "on bins", bins: BINS },
  ])("is read back as it was written $why", ({ bins }) => {
    fc.assert(
      fc.property(captures, (groups) => {
        const profile = profileOfRows(groups.flat(), "capture", bins);
        const bytes = serialiseProfile(profile);
        const read = parseProfile(bytes);
        expect(read.columns.map(({ numbers }) => numbers?.moments)).toEqual(
          profile.columns.map(({ numbers }) => numbers?.moments),
        );
        expect(JSON.stringify(read)).toBe(JSON.stringify(profile));
        expect(Buffer.from(serialiseProfile(read)).equals(Buffer.from(bytes))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it("holds the last bit of every double and the form of empty summaries", () => {
    const profile = profileOf([
      recordBatch({ x: [0.1 + 0.2, 5e-324, -1.7e308], y: [Infinity, null, null], z: [null, null, null] }),
    ]);
    expect(parseProfile(serialiseProfile(profile))).toEqual(profile);
  });

  it("is read wherever its bytes lie in a larger buffer", () => {
    const bytes = serialiseProfile(SMALL);
    const larger = new Uint8Array(bytes.length + 10);
    larger.set(bytes, 3);
    expect(parseProfile(larger.subarray(3, 3 + bytes.length))).toEqual(SMALL);
  });

  it("is written little-endian, with these very bytes at its head", () => {
    const bytes = serialiseProfile(SMALL);
    expect(Buffer.from(bytes.subarray(0, 5)).toString("latin1")).toBe(`PLBP${String.fromCharCode(PROFILE_FORMAT)}`);
    expect(Buffer.from(bytes).readUInt32LE(5)).toBe(bytes.length - 13);
  });

  it("is refused with a typed error wherever it was cut off", () => {
    const bytes = serialiseProfile(SMALL);
    for (let length = 0; length < bytes.length; length++) {
      expect(() => parseProfile(bytes.subarray(0, length))).toThrow(FormatError);
    }
    expect(() => parseProfile(Uint8Array.from([...bytes, 0]))).toThrow(FormatError);
  });

  it("is refused with a typed error whichever byte was changed", () => {
    const bytes = serialiseProfile(SMALL);
    for (let at = 0; at < bytes.length; at++) {
      const changed = bytes.slice();
      changed[at]! ^= 1 << (at % 8);
      expect(() => parseProfile(changed)).toThrow(FormatError);
    }
  });

  it("whose checksum was made to fit is read or refused with a typed error, whatever its body says", () => {
    const original = serialiseProfile(profileOfRows(manyRows, "capture", null));
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 8 }), (changes) => {
        const bytes = Buffer.from(original);
        for (const [at, value] of changes) bytes[13 + (at % (bytes.length - 13))] = value;
        bytes.writeUInt32LE(checksum32(bytes.subarray(13)), 9);
        try {
          parseProfile(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    { why: "JSON", bytes: Buffer.from('{"records":1}') },
    { why: "gzip", bytes: Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0) },
    { why: "zeros", bytes: new Uint8Array(100) },
  ])("says what it expects where it finds $why", ({ bytes }) => {
    expect(() => parseProfile(bytes)).toThrow("profile: expects bytes that begin with PLBP");
  });

  it("of another format version is refused by number", () => {
    const bytes = serialiseProfile(SMALL);
    bytes[4] = 99;
    expect(() => parseProfile(bytes)).toThrow(
      `profile: expects format ${PROFILE_FORMAT - 1} or ${PROFILE_FORMAT}, got 99`,
    );
  });
});

describe("size of a stored profile", () => {
  const random = new SeededRandom(1);
  const unit = () => (random.bits(32) + random.bits(21) / 2 ** 21) / 2 ** 32;
  const gauss = () => Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit());
  const columns = (count: number, name: string, draw: () => Cell) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, i) => [`${name}_${i}`, Array.from({ length: 50 }, draw)] as const),
    );

  it.each([
    { why: "full doubles in all columns", data: columns(20, "feature", gauss), atMost: 8_192 },
    {
      why: "14 measures with two decimals, five categories and a flag",
      data: {
        ...columns(14, "measure", () => Math.round(gauss() * 1e4) / 100),
        ...columns(5, "category", () => ["red", "green", "blue"][Math.floor(unit() * 3)]!),
        ...columns(1, "flag", () => unit() < 0.5),
      },
      atMost: 3_500,
    },
  ])("of 50 records with 20 columns, $why, is at most $atMost bytes", ({ data, atMost }) => {
    expect(Object.keys(data)).toHaveLength(20);
    expect(serialiseProfile(profileOf([recordBatch(data)])).length).toBeLessThanOrEqual(atMost);
  });

  it("grows with the sketches, not with the records", () => {
    const sizeOf = (rows: number) =>
      serialiseProfile(profileOf([recordBatch({ x: Array.from({ length: rows }, gauss) })])).length;
    expect(sizeOf(100_000)).toBeLessThan(16_000);
  });
});
