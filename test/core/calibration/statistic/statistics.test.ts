import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../../bench/alarms/random.js";
import { CalibrationInputError } from "../../../../src/core/calibration/calibration-errors.js";
import { calibrateStatistics } from "../../../../src/core/calibration/statistic/calibrate-statistics.js";
import { judgeStatistics } from "../../../../src/core/calibration/statistic/judge-statistics.js";
import type { StatisticWindow } from "../../../../src/core/calibration/statistic/statistic-types.js";

const MONDAY = 96;
const options = { budget: 0.2, season: true, omegaFloor: 0, minimumEffect: 0.01, minimumRows: 30 };
const random = seededRandom(5);

/** An accuracy of 0.9 that is 0.05 lower at night, with the sampling error of its rows. */
function accuracy(hour: number, offset = 0): StatisticWindow {
  const rows = 300;
  const level = 0.9 + offset - (hour % 24 < 6 ? 0.05 : 0);
  return { hour: MONDAY + hour, rows, values: [level + Math.sqrt(0.09 / rows) * random.normal()] };
}

const reference = Array.from({ length: 672 }, (_, hour) => accuracy(hour));
const learned = calibrateStatistics(reference, options);

describe("a statistic with one value a window", () => {
  it("learns level, season and the variance of its rows", () => {
    expect(learned.level[0]).toBeCloseTo(0.9 - 0.05 / 4, 2);
    expect(learned.omega[0]! + 300 * learned.wobble[0]!).toBeCloseTo(0.09, 1);
    expect(learned.hourCells[3]).toBeCloseTo(-0.0375, 1);
    expect(JSON.parse(JSON.stringify(learned))).toEqual(learned);
  });

  it("is ok at its nightly low and drifts when the day is as low", () => {
    const night = Array.from({ length: 24 }, (_, i) => accuracy(672 + 5 - 23 + i));
    expect(judgeStatistics(learned, night).map(({ state }) => state)).toEqual(["ok", "ok"]);
    const low = Array.from({ length: 24 }, (_, i) => accuracy(672 + 6 + i, -0.05));
    const [, day] = judgeStatistics(learned, low);
    expect(day).toMatchObject({ lens: "day", state: "drifting" });
    expect(day!.effect).toBeCloseTo(-0.05, 2);
  });

  it("that never varied in the reference is ok while it stays, and beyond every limit once it moves", () => {
    const same = (hour: number, value: number): StatisticWindow => ({
      hour: MONDAY + hour,
      rows: 100,
      values: [value],
    });
    const constant = calibrateStatistics(
      Array.from({ length: 240 }, (_, hour) => same(hour, 0.1 + 0.2)),
      { ...options, season: false },
    );
    expect(constant).toMatchObject({ omega: [0], wobble: [0], dayWobble: [0] });
    const day = (value: number): StatisticWindow[] => Array.from({ length: 24 }, (_, i) => same(240 + i, value));
    expect(judgeStatistics(constant, day(0.3))).toMatchObject([
      { state: "ok", z: 0, ratio: 0 },
      { state: "ok", z: 0, ratio: 0 },
    ]);
    for (const score of judgeStatistics(constant, day(0.2))) {
      expect(score).toMatchObject({ state: "drifting", z: -40 });
      expect(Number.isFinite(score.ratio)).toBe(true);
    }
  });

  it("has one lens where windows are days", () => {
    const days = Array.from({ length: 40 }, (_, d) => ({ ...accuracy(12), hour: MONDAY + 24 * d }));
    const daily = calibrateStatistics(days, { ...options, window: "day" });
    expect(daily.limits.hour).toBeNull();
    expect(judgeStatistics(daily, [{ ...accuracy(12), hour: MONDAY + 24 * 41 }]).map(({ lens }) => lens)).toEqual([
      "day",
    ]);
  });

  it("can't be learned from six windows or from widths that change", () => {
    expect(() => calibrateStatistics(reference.slice(0, 6), options)).toThrow(CalibrationInputError);
    const wide = reference.map((window, i) => (i === 3 ? { ...window, values: [1, 2] } : window));
    expect(() => calibrateStatistics(wide, options)).toThrow("statistics of hour 99 expects 1 values, got 2");
  });
});
