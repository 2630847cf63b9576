import { expect, it } from "vitest";
import { hellinger } from "../../../src/core/drift/hellinger.js";
import { counted } from "./samples.js";

it.each([
  { why: "equal shares", reference: [30, 70], current: [3, 7], unseen: 0, expected: 0 },
  { why: "no bin in common", reference: [10, 0], current: [0, 10], unseen: 0, expected: 1 },
  { why: "every row unseen", reference: [10, 0], current: [0, 0], unseen: 10, expected: 1 },
  // H^2 = 1 - sum sqrt(r c) = 1 - sqrt(1/2).
  {
    why: "1, 0 against 1/2, 1/2",
    reference: [9, 0],
    current: [5, 5],
    unseen: 0,
    expected: Math.sqrt(1 - Math.SQRT1_2),
  },
])("hellinger of $why is $expected", ({ reference, current, unseen, expected }) => {
  expect(hellinger.score(counted(reference), counted(current, unseen)).value).toBeCloseTo(expected, 12);
});
