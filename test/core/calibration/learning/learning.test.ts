import { describe, expect, it } from "vitest";
import type { FeatureStream } from "../../../../bench/alarms/world.js";
import { OutOfOrderError } from "../../../../src/core/calibration/calibration-errors.js";
import {
  initialLearningState,
  judgeLearning,
  trainingOffset,
} from "../../../../src/core/calibration/learning/judge-learning.js";
import { learningCalibration } from "../../../../src/core/calibration/learning/learning-calibration.js";
import { residuals } from "../../../../src/core/calibration/residuals.js";
import { countsAt, MONDAY, REFERENCE_HOURS, smallWorld } from "../simulated.js";

const world = smallWorld({ seed: 12 });
const training = world.stream(0, REFERENCE_HOURS).map((feature) => ({
  name: feature.name,
  kind: feature.kind,
  counts: Array.from(feature.counts[0]!, (_, b) => feature.counts.reduce((sum, counts) => sum + counts[b]!, 0)),
  missing: feature.missing.reduce((sum, n) => sum + n, 0),
  unseen: feature.unseen.reduce((sum, n) => sum + n, 0),
}));
const calibration = learningCalibration(training, { expectedDailyRows: 24_000 });

function learn(stream: readonly FeatureStream[]) {
  let state = initialLearningState();
  return Array.from(stream[0]!.missing, (_, i) => {
    const judged = judgeLearning(calibration, state, residuals(calibration, countsAt(stream, i), MONDAY + i));
    state = JSON.parse(JSON.stringify(judged.state)) as typeof state;
    return { ...judged, drifting: judged.scores.filter((score) => score.state === "drifting") };
  });
}

describe("learning from a training table", () => {
  it("is quiet for two stable weeks although production is 0.4 standard deviations off, and tells the offset", () => {
    const hours = learn(world.stream(0, 336, { kind: "shift", size: 0.4, onset: 0, feature: 0 }));
    expect(hours.flatMap(({ drifting }) => drifting)).toEqual([]);
    const offsets = trainingOffset(calibration, hours.at(-1)!.state)!;
    const shift = offsets.find(({ feature, check }) => feature === "f0" && check === "shift")!;
    expect(shift.effect).toBeGreaterThan(0.3);
    expect(shift.state).toBe("drifting");
    expect(offsets.find(({ feature, check }) => feature === "f1" && check === "shift")!.effect).toBeLessThan(0.1);
  });

  it("finds half a standard deviation within 48 hours", () => {
    const hours = learn(world.stream(0, 336, { kind: "shift", size: 0.5, onset: 200, feature: 1 }));
    const first = hours.findIndex(({ drifting }) => drifting.length > 0);
    expect(first - 200).toBeGreaterThanOrEqual(0);
    expect(first - 200).toBeLessThan(48);
    expect(hours[first]!.drifting[0]).toMatchObject({ feature: "f1", check: "shift", lens: "day" });
  });

  it("finds it as fast on top of an offset of 0.4: the live mean is the measure, not the table", () => {
    const found = [0, 0.4].map((offset) => {
      const shifted = smallWorld({ seed: 12 });
      shifted.stream(0, REFERENCE_HOURS);
      const stream = shifted.stream(0, 240, { kind: "shift", size: offset, onset: 0, feature: 1 });
      const again = smallWorld({ seed: 12 });
      again.stream(0, REFERENCE_HOURS);
      const moved = again.stream(0, 240, { kind: "shift", size: offset + 0.5, onset: 0, feature: 1 });
      const hours = learn(
        stream.map((feature, f) => ({
          ...feature,
          counts: feature.counts.map((counts, i) => (i >= 200 ? moved[f]!.counts[i]! : counts)),
        })),
      );
      return hours.findIndex(({ drifting }) => drifting.length > 0) - 200;
    });
    expect(found[0]).toBeGreaterThanOrEqual(0);
    expect(Math.abs(found[1]! - found[0]!)).toBeLessThan(6);
  });

  it("says nothing before a day of windows has settled", () => {
    const hours = learn(world.stream(0, 96, null));
    expect(hours[90]!.driftScore).toBeNull();
    expect(new Set(hours[90]!.scores.map(({ state }) => state))).toEqual(new Set(["insufficient"]));
    expect(trainingOffset(calibration, hours[60]!.state)).toBeNull();
    expect(hours[95]!.driftScore).not.toBeNull();
  });

  it("refuses an hour that is not later than the last", () => {
    const window = residuals(calibration, countsAt(world.stream(0, 1), 0), 5);
    const { state } = judgeLearning(calibration, initialLearningState(), window);
    expect(() => judgeLearning(calibration, state, window)).toThrow(OutOfOrderError);
  });

  it("makes no promise", () => {
    expect(calibration.promised).toBe(false);
  });
});
