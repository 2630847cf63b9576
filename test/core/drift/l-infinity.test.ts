import { expect, it } from "vitest";
import { lInfinity } from "../../../src/core/drift/l-infinity.js";
import { counted } from "./samples.js";

it.each([
  { why: "equal shares", reference: [30, 70], current: [3, 7], unseen: 0, expected: 0 },
  { why: "the largest change of any category", reference: [50, 30, 20], current: [4, 3, 3], unseen: 0, expected: 0.1 },
  { why: "unseen categories together as one", reference: [50, 30, 20], current: [4, 2, 1], unseen: 3, expected: 0.3 },
])("takes $why", ({ reference, current, unseen, expected }) => {
  expect(lInfinity.score(counted(reference), counted(current, unseen)).value).toBeCloseTo(expected, 12);
});
