import { describe, expect, it } from "vitest";
import { psi, psiNullMean } from "../../../src/core/drift/psi.js";
import { csi } from "../../../src/core/drift/csi.js";
import { counted } from "./samples.js";

const score = (reference: number[], current: number[]): number => psi.score(counted(reference), counted(current)).value;

describe("psi", () => {
  // Smoothed shares by hand: (c + 0.5) / (n + 0.5 B).
  it.each([
    { why: "proportions that stay are no drift", reference: [50, 50], current: [5, 5], expected: 0 },
    {
      why: "0.5 / 0.5 becomes 90.5/101 and 10.5/101",
      reference: [50, 50],
      current: [90, 10],
      expected: (80 / 101) * 0.5 * Math.log(90.5 / 10.5),
    },
    {
      why: "an empty bin counts as half a row: 0.5/51 against 20.5/41",
      reference: [20, 20],
      current: [50, 0],
      expected: (50.5 / 51 - 0.5) * Math.log(50.5 / 51 / 0.5) + (0.5 / 51 - 0.5) * Math.log(0.5 / 51 / 0.5),
    },
    { why: "a bin that nobody uses is no bin", reference: [50, 0, 50], current: [5, 0, 5], expected: 0 },
  ])("$why", ({ reference, current, expected }) => {
    expect(score(reference, current)).toBeCloseTo(expected, 12);
  });

  it("leaves unseen categories to the metric that measures them", () => {
    const with10 = psi.score(counted([50, 50]), counted([45, 45], 10)).value;
    expect(with10).toBe(psi.score(counted([50, 50]), counted([45, 45])).value);
  });

  it("refuses a window of which every row is unseen", () => {
    expect(() => psi.score(counted([50, 50]), counted([0, 0], 10))).toThrow("psi expects at least 1 rows, got 0");
  });

  it("has no p-value", () => {
    expect(psi.score(counted([50, 50]), counted([90, 10])).pValue).toBeNull();
  });

  it("is what csi computes", () => {
    expect(csi.score(counted([50, 50]), counted([90, 10]))).toEqual(psi.score(counted([50, 50]), counted([90, 10])));
  });
});

describe("psiNullMean", () => {
  it("is (B - 1)(1/n + 1/N): 9 (1/200 + 1/68,000)", () => {
    expect(psiNullMean(10, 68_000, 200)).toBeCloseTo(0.045 + 9 / 68_000, 12);
  });

  it("is 0 for a feature of one bin", () => {
    expect(psiNullMean(1, 100, 100)).toBe(0);
  });
});
