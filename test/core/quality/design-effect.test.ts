import { describe, expect, it } from "vitest";
import { designEffect, lossOf } from "../../../src/core/quality/design-effect.js";
import { momentsOf } from "../../../src/core/summaries/moments.js";
import { uniforms } from "../drift/seeded-random.js";
import { binaryState, multiclassState, regressionState } from "./labelled-rows.js";

const uniform = uniforms(41);

/** Hours of wrong answers; all rows of a cluster share their luck. */
function hours(count: number, clusters: number, size: number) {
  return Array.from({ length: count }, () => {
    const losses = Array.from({ length: clusters }, () => new Array<number>(size).fill(Number(uniform() < 0.2))).flat();
    return momentsOf(Float64Array.from(losses));
  });
}

describe("design effect", () => {
  it.each([
    { why: "independent rows", clusters: 60, size: 1, low: 1, high: 1.2 },
    { why: "clusters of six rows", clusters: 10, size: 6, low: 5, high: 7 },
  ])("of $why is their size", ({ clusters, size, low, high }) => {
    // 2,000 hours: relative error of a variance 3 %.
    const omega = designEffect(hours(2_000, clusters, size));
    expect(omega).toBeGreaterThanOrEqual(low);
    expect(omega).toBeLessThan(high);
  });

  it("is 1 with few hours, none, or where all losses are equal", () => {
    expect(designEffect(hours(11, 5, 4))).toBe(1);
    expect(designEffect([])).toBe(1);
    expect(designEffect(Array.from({ length: 30 }, () => momentsOf(new Float64Array(9).fill(1))))).toBe(1);
  });

  it("comes from the states of hours as from their rows", () => {
    expect(lossOf(binaryState([1, 0, 1, 1], [1, 1, 1, 0]))).toMatchObject({ count: 4, mean: 0.5, m2: 1 });
    expect(lossOf(multiclassState(["a", "b", "c"], [0, 1, 2, 2], [0, 1, 2, 1]))).toMatchObject({
      count: 4,
      mean: 0.25,
      m2: 0.75,
    });
    expect(lossOf(regressionState([1, 2], [2, 5]))).toMatchObject({ count: 2, mean: 2, m2: 2 });
    expect(lossOf(binaryState([], []))).toMatchObject({ count: 0 });
  });
});
