import { expect, it } from "vitest";
import { jensenShannon } from "../../../src/core/drift/jensen-shannon.js";
import { counted } from "./samples.js";

const score = (reference: number[], current: number[], unseen = 0): number =>
  jensenShannon.score(counted(reference), counted(current, unseen)).value;

it.each([
  { why: "equal shares are at distance 0", reference: [30, 70], current: [3, 7], expected: 0 },
  { why: "shares without a bin in common are at distance 1", reference: [10, 0], current: [0, 10], expected: 1 },
  {
    // m = 3/4, 1/4: JSD = 1/2 log2(4/3) + [1/4 log2(2/3) + 1/4 log2 2].
    why: "all in one bin against half and half, by hand",
    reference: [10, 0],
    current: [5, 5],
    expected: Math.sqrt(0.5 * Math.log2(4 / 3) + 0.25 * Math.log2(2 / 3) + 0.25),
  },
])("$why", ({ reference, current, expected }) => {
  expect(score(reference, current)).toBeCloseTo(expected, 12);
});

it("counts unseen categories as a bin of their own", () => {
  expect(score([10, 0], [0, 0], 10)).toBe(1);
});
