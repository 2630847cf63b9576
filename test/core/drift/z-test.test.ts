import { expect, it } from "vitest";
import { zTest } from "../../../src/core/drift/z-test.js";
import { counted } from "./samples.js";

it("of 60 % of 100 and 45 % of 200 is 0.15 / sqrt(0.5 x 0.5 x (1/100 + 1/200)) = 2.449", () => {
  const { value, pValue } = zTest.score(counted([60, 40]), counted([90, 110]));
  expect(value).toBeCloseTo(0.15 / Math.sqrt(0.25 * 0.015), 12);
  // Two-sided normal tail beyond sqrt(6).
  expect(pValue).toBeCloseTo(0.0143, 4);
});

it("counts unseen values as not having the category", () => {
  const unseen = zTest.score(counted([60, 40]), counted([90, 100], 10));
  expect(unseen.value).toBeCloseTo(zTest.score(counted([60, 40]), counted([90, 110])).value, 12);
});

it("is not applicable beyond two categories, and ignores bins that nobody uses", () => {
  expect(zTest.score(counted([60, 40, 0]), counted([60, 40, 0])).value).toBe(0);
  expect(() => zTest.score(counted([60, 40, 1]), counted([60, 40, 0]))).toThrow(
    "z-test expects a feature with two categories, got 3",
  );
});
