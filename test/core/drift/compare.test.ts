import { describe, expect, it } from "vitest";
import { compareSamples } from "../../../src/core/drift/compare.js";
import { metricLimit } from "../../../src/core/drift/metric-limit.js";
import { driftMetrics } from "../../../src/core/drift/registry.js";
import { counted, numericPair } from "./samples.js";
import { drawMany, normals } from "./seeded-random.js";

const normal = normals(77);
const sample = (rows: number, shift: number): number[] => drawMany(rows, () => normal() + shift);

describe("comparing a column of two data sets", () => {
  it("uses every metric that applies, in the order of the registry, and says why others are left out", () => {
    const numeric = compareSamples(...numericPair(sample(2_000, 0), sample(2_000, 0)));
    const applicable = driftMetrics.values().filter((metric) => metric.appliesTo.includes("numeric"));
    expect(numeric.metrics.map(({ name }) => name)).toEqual(applicable.map(({ name }) => name));
    expect(numeric.leftOut).toEqual([]);
    const categorical = compareSamples(counted([400, 300, 300]), counted([400, 300, 300]));
    expect(categorical.leftOut).toEqual([
      { name: "z-test", reason: "z-test expects a feature with two categories, got 3" },
    ]);
  });

  it("finds nothing between two samples of one law", () => {
    const { verdict, metrics, effect } = compareSamples(...numericPair(sample(5_000, 0), sample(5_000, 0)));
    expect(verdict).toBe("ok");
    expect(metrics.filter(({ state }) => state === "drifting")).toEqual([]);
    expect(effect).toBeLessThan(0.05);
  });

  it("finds a shift of half a standard deviation, and its size", () => {
    const { verdict, effect } = compareSamples(...numericPair(sample(5_000, 0), sample(5_000, 0.5)));
    expect(verdict).toBe("drifting");
    expect(effect).toBeGreaterThan(0.4);
    expect(effect).toBeLessThan(0.6);
  });

  it("does not call drift what only a huge sample can see", () => {
    const { verdict, metrics } = compareSamples(counted([500_000, 500_000]), counted([503_000, 497_000]));
    expect(metrics.find(({ name }) => name === "chi-squared")!.pValue).toBeLessThan(1e-4);
    expect(verdict).toBe("ok");
  });

  it("never calls too few rows ok", () => {
    const { verdict, metrics } = compareSamples(counted([10, 12]), counted([11, 9]));
    expect(verdict).toBe("insufficient");
    expect(new Set(metrics.map(({ state }) => state))).toEqual(new Set(["insufficient"]));
  });

  it("has a result for an empty side: all left out, insufficient", () => {
    const { verdict, metrics, leftOut } = compareSamples(counted([10, 12]), counted([0, 0]));
    expect(verdict).toBe("insufficient");
    expect(metrics).toEqual([]);
    expect(leftOut[0]!.reason).toContain("0 rows");
  });

  it("is held to the limits that it is given", () => {
    const limits = [metricLimit({ name: "psi", threshold: 0.001, minimumRows: 10 })];
    const { metrics, verdict } = compareSamples(counted([500, 500]), counted([60, 40]), limits);
    expect(metrics.map(({ name }) => name)).toEqual(["psi"]);
    expect(verdict).toBe("drifting");
  });
});
