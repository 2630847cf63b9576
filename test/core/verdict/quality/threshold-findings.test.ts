import { describe, expect, it } from "vitest";
import type { QualityWindow } from "../../../../src/core/verdict/quality/quality-counts.js";
import { type QualityThreshold, thresholdFindings } from "../../../../src/core/verdict/quality/threshold-findings.js";

const window = (hour: number, labelled: number, value: number, half: number): QualityWindow => ({
  hour,
  evidence: {
    predictions: labelled,
    labelled,
    metrics: { accuracy: { value, low: value - half, high: value + half }, bias: { value, low: null, high: null } },
    gaps: [],
  },
});

const accuracy: QualityThreshold = { metric: "accuracy", better: "higher", limit: 0.8, normal: 0.85 };

describe("a fixed limit of quality", () => {
  it("is judged on the day's mean, weighted by rows", () => {
    // (100 x 0.7 + 300 x 0.78) / 400 = 0.76; half width sqrt((100 x 0.04)^2 + (300 x 0.02)^2) / 400 = 0.018.
    const [finding] = thresholdFindings([accuracy], [window(1, 100, 0.7, 0.04), window(2, 300, 0.78, 0.02)]);
    expect(finding).toMatchObject({ state: "drifting", check: "threshold", rows: 400, limit: 0.8 });
    expect(finding!.value).toBeCloseTo(0.76, 12);
    expect(finding!.change).toMatchObject({ normal: 0.85, unit: "share" });
    expect(finding!.ratio).toBeCloseTo(0.8 / 0.76, 12);
  });

  it.each([
    ["alarms where the whole interval is beyond it", 0.75, 0.04, "drifting"],
    ["does not where the value is beyond it and its interval is not", 0.78, 0.04, "ok"],
    ["does not where the value is good", 0.9, 0.01, "ok"],
  ])("%s", (_, value, half, state) => {
    const [finding] = thresholdFindings([accuracy], [window(1, 200, value, half)]);
    expect(finding!.state).toBe(state);
    expect(finding!.ratio >= 1).toBe(state === "drifting");
  });

  it("holds errors of one sign against their size", () => {
    const bias: QualityThreshold = { metric: "bias", better: "nearer-zero", limit: 2, normal: null };
    const state = (value: number): string => thresholdFindings([bias], [window(1, 200, value, 0)])[0]!.state;
    expect([state(-3), state(-1), state(1), state(3)]).toEqual(["drifting", "ok", "ok", "drifting"]);
  });

  it("is not judged on a handful of rows, nor on none", () => {
    expect(thresholdFindings([accuracy], [window(1, 29, 0.1, 0)])[0]).toMatchObject({
      state: "insufficient",
      ratio: 0,
    });
    expect(thresholdFindings([accuracy], [])[0]).toMatchObject({ state: "insufficient", rows: 0, ratio: 0 });
  });
});
