import { describe, expect, it } from "vitest";
import { baselineSample } from "../../../src/core/drift/baseline-sample.js";
import { largestCdfGap } from "../../../src/core/drift/kolmogorov-smirnov.js";
import { quantileValues } from "../../../src/core/drift/quantile-values.js";
import { transportDistance } from "../../../src/core/drift/wasserstein.js";
import { totalWeight, weightedValuesOf } from "../../../src/core/drift/weighted-values.js";
import { numericBaseline } from "../verdict/stable-world.js";
import { drawMany, normals, uniforms } from "./seeded-random.js";

const normal = normals(31);
const uniform = uniforms(32);

describe("a baseline's 101 quantiles stand for the rows they were read from", () => {
  it.each<{ law: string; draw: () => number; off: number }>([
    { law: "uniform", draw: uniform, off: 0.01 },
    { law: "normal", draw: normal, off: 0.01 },
    { law: "log-normal", draw: () => Math.exp(normal()), off: 0.03 },
    { law: "log-normal turned round", draw: () => -Math.exp(normal()), off: 0.03 },
    { law: "very long-tailed", draw: () => Math.exp(2 * normal()), off: 0.03 },
    { law: "seven zeros in ten", draw: () => (uniform() < 0.7 ? 0 : Math.exp(normal())), off: 0.03 },
    { law: "ages in whole years", draw: () => Math.floor(95 * uniform() ** 1.3), off: 0.01 },
    { law: "twelve whole numbers", draw: () => Math.floor(12 * uniform()), off: 0.01 },
  ])("$law: within $off standard deviations and 1 % of ranks", ({ draw, off }) => {
    const rows = drawMany(50_000, draw);
    const { numeric } = baselineSample(numericBaseline("x", rows));
    const raw = weightedValuesOf(rows);
    expect(transportDistance(numeric!.values, raw) / numeric!.sd).toBeLessThan(off);
    expect(largestCdfGap(numeric!.values, raw)).toBeLessThan(0.01);
    expect(totalWeight(numeric!.values)).toBeCloseTo(50_000, 6);
  });

  it("keeps whole numbers whole", () => {
    const { numeric } = baselineSample(
      numericBaseline(
        "x",
        drawMany(5_000, () => Math.floor(40 * uniform())),
      ),
    );
    expect([...numeric!.values.values].every(Number.isInteger)).toBe(true);
  });

  it("keeps a constant, and states the error of ranks", () => {
    const constant = { mean: 4, rankError: 0.002, quantiles: new Array<number>(101).fill(4) };
    expect([...quantileValues(constant, 300, true).values]).toEqual([4]);
    const line = { mean: 50, rankError: 0.002, quantiles: Array.from({ length: 101 }, (_, i) => i) };
    expect(quantileValues(line, 300, false).rankError).toBeCloseTo(0.012, 12);
  });
});
