import { describe, expect, it } from "vitest";
import { initialState, judge } from "../../../../src/core/calibration/judge.js";
import { checkHistory } from "../../../../src/core/verdict/calibrated/check-history.js";
import { learnNormal } from "../../../../src/core/verdict/calibrated/learn-normal.js";
import { residualReader } from "../../../../src/core/verdict/calibrated/residual-reader.js";
import { FIRST_HOUR, HourlyWorld, worldBaseline } from "./hourly-world.js";

const DAYS_28 = 28 * 24;
const LIVE = FIRST_HOUR + DAYS_28;
const baseline = worldBaseline();
const normal = learnNormal(baseline, new HourlyWorld(1).windows(FIRST_HOUR, DAYS_28));
const CHECK = { feature: "amount", check: "shift" };

describe("the history of a check", () => {
  it("holds of each day the z that the rule had at its end", () => {
    const onset = LIVE + 7 * 24;
    const windows = new HourlyWorld(3).windows(LIVE, 14 * 24, (feature, hour) =>
      feature === "amount" && hour >= onset ? { shift: -0.25 } : {},
    );
    const read = residualReader(normal.calibration);
    const atDayEnds: number[] = [];
    let state = initialState();
    for (const window of windows) {
      const judged = judge(normal.calibration, state, read(baseline, window));
      state = judged.state;
      if (window.hour % 24 !== 23) continue;
      const isDay = ({ lens, feature, check }: (typeof judged.scores)[number]): boolean =>
        lens === "day" && feature === CHECK.feature && check === CHECK.check;
      atDayEnds.push(judged.scores.find(isDay)!.z);
    }
    const history = checkHistory(baseline, normal, windows, CHECK)!;
    expect(history.unit).toBe("day");
    expect(history.limit).toBe(normal.calibration.features.find(({ name }) => name === "amount")!.limits.day);
    expect(history.points.map(({ hour }) => (hour - LIVE) / 24)).toEqual(Array.from({ length: 14 }, (_, day) => day));
    history.points.forEach(({ value }, day) => {
      expect(value).toBeCloseTo(atDayEnds[day]!, 9);
    });
    expect(history.points.at(-1)!.value).toBeLessThan(-history.limit!);
    expect(history.points.at(-1)!.change).toMatchObject({ what: "hourly median", unit: "value" });
  });

  it("keeps unchanged days within 1.96 about 19 times of 20, season taken out", () => {
    const windows = new HourlyWorld(2).windows(LIVE, 60 * 24);
    const { points } = checkHistory(baseline, normal, windows, CHECK)!;
    const beyond = points.filter(({ value }) => Math.abs(value!) > 1.96).length;
    // Binomial(60, 0.05) is at most 8 with a probability of 99.7 %.
    expect(beyond).toBeLessThanOrEqual(8);
  });

  it("says nothing of days with too few rows", () => {
    const [first, ...rest] = new HourlyWorld(2).windows(LIVE, 48);
    const { points } = checkHistory(baseline, normal, [{ ...first!, hour: LIVE - 24 }, ...rest], CHECK)!;
    expect(points.map(({ value }) => value === null)).toEqual([true, false, false]);
  });

  it.each([
    { why: "correlations", check: { feature: "correlations", check: "pair" } },
    { why: "metrics of fixed thresholds", check: { feature: "amount", check: "psi" } },
  ])("has none of $why", ({ check }) => {
    expect(checkHistory(baseline, normal, new HourlyWorld(2).windows(LIVE, 24), check)).toBeNull();
  });
});
