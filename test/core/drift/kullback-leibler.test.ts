import { expect, it } from "vitest";
import { kullbackLeibler } from "../../../src/core/drift/kullback-leibler.js";
import { psi } from "../../../src/core/drift/psi.js";
import { counted } from "./samples.js";

const score = (reference: number[], current: number[]): number =>
  kullbackLeibler.score(counted(reference), counted(current)).value;

it("is the divergence of the window from the reference, smoothed: 90.5/101 and 10.5/101 against a half", () => {
  const expected = (90.5 / 101) * Math.log(181 / 101) + (10.5 / 101) * Math.log(21 / 101);
  expect(score([50, 50], [90, 10])).toBeCloseTo(expected, 12);
});

it("gives psi when both directions are added", () => {
  const [a, b] = [
    [12, 30, 58],
    [40, 35, 25],
  ];
  expect(score(a, b) + score(b, a)).toBeCloseTo(psi.score(counted(a), counted(b)).value, 12);
});
