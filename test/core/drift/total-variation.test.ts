import { expect, it } from "vitest";
import { totalVariation } from "../../../src/core/drift/total-variation.js";
import { counted } from "./samples.js";

it.each([
  { why: "equal shares", reference: [30, 70], current: [3, 7], unseen: 0, expected: 0 },
  { why: "no bin in common", reference: [10, 0], current: [0, 10], unseen: 0, expected: 1 },
  // 0.5, 0.5 -> 0.9, 0.1: four rows in ten change bin.
  { why: "half and half that becomes 9 to 1", reference: [50, 50], current: [9, 1], unseen: 0, expected: 0.4 },
  { why: "a fifth of the rows unseen", reference: [50, 50], current: [4, 4], unseen: 2, expected: 0.2 },
])("total variation of $why is $expected", ({ reference, current, unseen, expected }) => {
  expect(totalVariation.score(counted(reference), counted(current, unseen)).value).toBeCloseTo(expected, 12);
});
