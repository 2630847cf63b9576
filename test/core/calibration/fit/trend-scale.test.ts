import { describe, expect, it } from "vitest";
import { NO_CORRECTION, trendScale } from "../../../../src/core/calibration/fit/tail-correction.js";

describe("the scale of the trend", () => {
  // (1 + 4 + 9) / 3: days that were not judged, and features that never vary, say nothing of the spread.
  const pools = [Float64Array.of(1, -2, NaN), Float64Array.of(0, 3)];

  it("is the standard deviation of the replayed days where their tail is not longer", () => {
    expect(trendScale(pools, NO_CORRECTION)).toBeCloseTo(Math.sqrt(14 / 3), 12);
  });

  it("is that of the tail where it is longer, and never below 1", () => {
    expect(trendScale(pools, { ...NO_CORRECTION, scale: 3 })).toBe(3);
    expect(trendScale([Float64Array.of(0.1, 0.2)], NO_CORRECTION)).toBe(1);
    expect(trendScale([], NO_CORRECTION)).toBe(1);
  });
});
