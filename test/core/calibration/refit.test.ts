import { describe, expect, it } from "vitest";
import { anchorOf } from "../../../src/core/calibration/fit/anchor.js";
import { carryOver, refit } from "../../../src/core/calibration/refit.js";
import { calibrated, judgeHours, REFERENCE_HOURS, seriesOf, smallWorld } from "./simulated.js";

const world = smallWorld({ seed: 6 });
const calibration = calibrated(world);
// Four weeks in which feature 0 moves slowly by 0.4 standard deviations, 0.2 on average.
const drifted = world.stream(REFERENCE_HOURS, REFERENCE_HOURS, { kind: "ramp", size: 0.4, onset: 0, feature: 0 });
const again = refit(calibration, seriesOf(drifted, REFERENCE_HOURS));

describe("a refit", () => {
  it("keeps bins, shares, basis and rates", () => {
    again.features.forEach((feature, f) => {
      const { mergedBin, shares, basis, rows, missing, unseen } = calibration.features[f]!;
      expect(feature).toMatchObject({ mergedBin, shares, basis, rows, missing, unseen });
    });
  });

  it("never moves the level: a shift that has grown slowly shows in full", () => {
    const live = world.stream(2 * REFERENCE_HOURS, 48, { kind: "shift", size: 0.4, onset: 0, feature: 0 });
    const dayEffect = (learned: typeof calibration): number => {
      const hours = judgeHours(learned, live, 2 * REFERENCE_HOURS);
      return hours.at(-1)!.scores.find((s) => s.feature === "f0" && s.check === "shift" && s.lens === "day")!.effect;
    };
    expect(dayEffect(again)).toBeGreaterThan(0.25);
    expect(Math.abs(dayEffect(again) - dayEffect(calibration))).toBeLessThan(0.06);
  });

  it("centres the season, weighted by rows", () => {
    const columns = again.features[0]!.shares.length + 2;
    for (let k = 0; k < columns; k++) {
      let weighted = 0;
      let rows = 0;
      drifted[0]!.counts.forEach((counts, i) => {
        const n = counts.reduce((sum, count) => sum + count, 0);
        const weekend = Math.floor(i / 24) % 7 >= 5;
        const hourly = again.features[0]!.hourCells[((i % 24) + (weekend ? 24 : 0)) * columns + k]!;
        const weekly = again.features[0]!.weekdayCells[(Math.floor(i / 24) % 7) * columns + k]!;
        weighted += n * (hourly + weekly);
        rows += n;
      });
      expect(Math.abs(weighted / rows)).toBeLessThan(1e-6);
    }
  });

  it("learns wobble and limits anew, within the same budget", () => {
    expect(again.features[0]!.checks[0]!.atomic.wobble).not.toBe(calibration.features[0]!.checks[0]!.atomic.wobble);
    expect(again.falseAlarmsPer30Days).toBe(calibration.falseAlarmsPer30Days);
    expect(again.features[0]!.limits.hour).toBeCloseTo(calibration.features[0]!.limits.hour!, 3);
  });

  it("refuses windows of other features", () => {
    const series = seriesOf(drifted, REFERENCE_HOURS);
    expect(() => refit(calibration, { ...series, features: series.features.slice(1) })).toThrow(
      "refit expects the calibration's features in their order, got f1, f2, f3",
    );
  });
});

describe("carrying over to a new baseline", () => {
  it("takes season and wobble from recent windows and the level from the new training table", () => {
    const trained = world.stream(0, 24, { kind: "shift", size: 0.4, onset: 0, feature: 0 })[0]!;
    const totals = trained.counts.reduce(
      (sum, counts) => sum.map((count, b) => count + counts[b]!),
      new Float64Array(10),
    );
    const anchor = anchorOf(
      { name: "f0", kind: "numeric", counts: [totals], missing: [0], unseen: [0] },
      { atomic: 1000, day: 24_000 },
    );
    const carried = carryOver(new Map([["f0", anchor]]), seriesOf(drifted, REFERENCE_HOURS));
    expect(carried.features[0]!.shares).toEqual(anchor.shares);
    expect(carried.features[0]!.hourCells.some((cell) => cell !== 0)).toBe(true);
    expect(carried.features[1]!.shares).not.toEqual(calibration.features[1]!.shares);
  });
});
