import { describe, expect, it } from "vitest";
import { shareChange } from "../../../src/core/drift/arcsine-change.js";
import { missingRate } from "../../../src/core/drift/missing-rate.js";
import { counted } from "./samples.js";

const score = (missing: number, rows: number, missingNow: number, rowsNow: number) =>
  missingRate.score(counted([rows - missing], 0, missing), counted([rowsNow - missingNow], 0, missingNow));

describe("missing-rate", () => {
  it.each([
    { why: "1 % to 4 %", now: 400, expected: 0.2 },
    { why: "1 % to 10 %", now: 1_000, expected: 0.44 },
    { why: "1 % to 1 %", now: 100, expected: 0 },
  ])("is Cohen's h of a change from $why: $expected", ({ now, expected }) => {
    expect(score(100, 10_000, now, 10_000).value).toBeCloseTo(expected, 2);
  });

  it("sees fewer missing values too", () => {
    expect(score(4_000, 10_000, 2_000, 10_000).value).toBeCloseTo(score(2_000, 10_000, 4_000, 10_000).value, 3);
  });

  it("judges a window without a single value", () => {
    expect(score(0, 10_000, 300, 300).value).toBeGreaterThan(2.8);
  });

  it("says no more of 2 of 200 after 0 of 68,000 than of chance", () => {
    expect(score(0, 68_000, 2, 200).value).toBeLessThan(missingRate.defaultThreshold);
  });
});

it("shareChange is 0 for no case before and none now, whatever the sizes", () => {
  expect(shareChange(0, 68_000, 0, 12)).toBe(0);
});
