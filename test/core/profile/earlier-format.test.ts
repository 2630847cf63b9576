import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { PROFILE_FORMAT, type Profile } from "../../../src/core/profile/profile.js";
import { parseProfile, serialiseProfile } from "../../../src/core/profile/serialise.js";

const file = new URL("fixtures/profile-1.json", import.meta.url);
const stored = JSON.parse(readFileSync(file, "utf8")) as { readonly base64: string; readonly profile: Profile };
const bytes = Buffer.from(stored.base64, "base64");

describe("a profile of the format before", () => {
  it("is one format older than what this engine writes; with the next format, its fixture goes and one of today's comes", () => {
    expect(bytes[4]).toBe(PROFILE_FORMAT - 1);
  });

  it("is read as what it was written from", () => {
    expect(JSON.parse(JSON.stringify(parseProfile(bytes)))).toEqual(stored.profile);
  });

  it("is written again in this engine's format", () => {
    const again = serialiseProfile(parseProfile(bytes));
    expect(again[4]).toBe(PROFILE_FORMAT);
    expect(parseProfile(again)).toEqual(parseProfile(bytes));
  });
});
