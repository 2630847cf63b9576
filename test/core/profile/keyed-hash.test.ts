import { describe, expect, it } from "vitest";
import { isHashedName, keyedHash, mustBeHashed, sipHash24 } from "../../../src/core/profile/keyed-hash.js";

describe("SipHash-2-4", () => {
  // Key 00 01 .. 0f and messages 00 01 .. (n-1): the first, ninth and sixteenth entries of vectors_sip64 in the
  // authors' reference implementation, there as little-endian bytes; the sixteenth is also appendix A of the paper.
  it.each([
    { length: 0, expected: [0x726fdb47, 0xdd0e0e31] },
    { length: 8, expected: [0x93f5f579, 0x9a932462] },
    { length: 15, expected: [0xa129ca61, 0x49be45e5] },
  ])("gives the authors' value for $length bytes", ({ length, expected }) => {
    const message = Buffer.from(Array.from({ length }, (_, i) => i));
    const words = sipHash24([0x07060504, 0x03020100], [0x0f0e0d0c, 0x0b0a0908], message);
    expect(words.map((word) => word >>> 0)).toEqual(expected);
  });
});

describe("keyed hash", () => {
  it("is the same for the same value and key, and another under another key", () => {
    expect(keyedHash("k")("Berlin")).toBe(keyedHash("k")("Berlin"));
    expect(keyedHash("k")("Berlin")).not.toBe(keyedHash("l")("Berlin"));
    expect(keyedHash("k")("Berlin")).not.toBe(keyedHash("k")("Berlim"));
  });

  it("is recognised by its form", () => {
    const name = keyedHash("k")("");
    expect(name).toMatch(/^#[0-9a-f]{16}$/);
    expect([isHashedName(name), isHashedName("Berlin"), isHashedName("#123")]).toEqual([true, false, false]);
  });

  it.each([
    { why: "free text of more than 100 characters", value: "x".repeat(101), expected: true },
    { why: "what looks like a keyed hash itself", value: "#0123456789abcdef", expected: true },
    { why: "broken Unicode", value: "a\ud800b", expected: true },
    { why: "100 characters", value: "x".repeat(100), expected: false },
    { why: "whole surrogate pairs", value: "\u{1f600}", expected: false },
    { why: "a colour", value: "#fff", expected: false },
  ])("stands in for $why: $expected", ({ value, expected }) => {
    expect(mustBeHashed(value)).toBe(expected);
  });
});
