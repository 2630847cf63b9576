import { describe, expect, it } from "vitest";
import { severityOf, shapeEffect } from "../../../../src/core/calibration/scores/effect.js";
import { uncorrectTail } from "../../../../src/core/calibration/fit/tail-correction.js";
import { scoreBasis } from "../../../../src/core/calibration/scores/score-basis.js";
import { tToZ, twoSidedZ } from "../../../../src/core/calibration/scores/z-scores.js";
import { rateScore, smoothedShares } from "../../../../src/core/calibration/scores/window-scores.js";

describe("severity", () => {
  it.each([
    { effect: 0, severity: "low" },
    { effect: 0.0999, severity: "low" },
    { effect: 0.1, severity: "medium" },
    { effect: 0.25, severity: "high" },
    { effect: 0.5, severity: "critical" },
    { effect: 3, severity: "critical" },
  ])("of an effect of $effect is $severity", ({ effect, severity }) => {
    expect(severityOf(effect)).toBe(severity);
  });
});

describe("the effect of a shape", () => {
  it("is what sampling does not explain", () => {
    // By hand: 0.1 - 7 x 3 / 1000 = 0.079.
    expect(shapeEffect(0.1, 7, 3, 1000)).toBeCloseTo(Math.sqrt(0.079), 12);
    expect(shapeEffect(0.01, 7, 3, 1000)).toBe(0);
  });
});

describe("scores", () => {
  it("have no location on one bin and no spread on two", () => {
    expect(scoreBasis([1])).toEqual([]);
    // By hand: mid-ranks 0.25 and 0.75 under equal shares standardise to -1 and 1.
    expect(scoreBasis([0.5, 0.5])).toEqual([[-1, 1]]);
  });

  it("smooth empty bins", () => {
    expect(smoothedShares([0, 9])).toEqual([0.05, 0.95]);
  });

  it("are 0 for a rate of nothing", () => {
    expect(rateScore(0, 0, 0.2)).toBe(0);
  });

  it("undo a tail that is not bent by its scale alone", () => {
    expect(uncorrectTail(4, { scale: 1.5, from: 3, slope: 0 })).toBe(6);
  });
});

describe("degrees of freedom", () => {
  it("are those of the wobble alone for hours, and of the whole variance for daily batches", () => {
    // By hand: sd 0.2 = sqrt(3/100 + 0.01), so m = 0.6 is t = 3; the wobble is a quarter of the variance.
    const certain = { inflation: 1, freedom: 27 };
    expect(twoSidedZ(0.6, 100, 3, 0.01, { ...certain, omegaKnown: true })).toBeCloseTo(tToZ(3, 27 * 16), 12);
    expect(twoSidedZ(0.6, 100, 3, 0.01, { ...certain, omegaKnown: false })).toBeCloseTo(tToZ(3, 27), 12);
  });
});
