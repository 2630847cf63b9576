import { describe, expect, it } from "vitest";
import { featureSensitivity } from "../../../src/core/backtest/feature-sensitivity.js";
import { sensitivity } from "../../../src/core/calibration/sensitivity.js";
import { learnNormal } from "../../../src/core/verdict/calibrated/learn-normal.js";
import { FIRST_HOUR, HourlyWorld, worldBaseline } from "../verdict/calibrated/hourly-world.js";

describe("the smallest change that each feature would be noticed at", () => {
  const baseline = worldBaseline();
  const { calibration } = learnNormal(baseline, new HourlyWorld(1).windows(FIRST_HOUR, 14 * 24));
  const found = featureSensitivity(baseline, calibration);
  const all = sensitivity(calibration);
  const of = (feature: string, check: string) => all.find((each) => each.feature === feature && each.check === check)!;

  it("is that of a shift for numbers, and of the mix for categories", () => {
    expect(found.map(({ feature, check }) => [feature, check])).toEqual([
      ["amount", "shift"],
      ["score", "shift"],
      ["country", "shape"],
    ]);
    expect(found[0]).toMatchObject({ hour: of("amount", "shift").hour, day: of("amount", "shift").day });
    expect(found[2]).toMatchObject({ hour: of("country", "shape").hour, day: of("country", "shape").day });
  });

  it("is told in the feature's own unit too, where it has one", () => {
    const wide = {
      ...baseline,
      features: baseline.features.map((each) =>
        each.numeric ? { ...each, numeric: { ...each.numeric, sd: 20 } } : each,
      ),
    };
    const [amount, , country] = featureSensitivity(wide, calibration);
    expect(amount!.native).toBeCloseTo(20 * of("amount", "shift").day!, 12);
    expect(country!.native).toBeNull();
  });

  it("keeps every check beside it", () => {
    expect(found[0]!.checks.map(({ check }) => check)).toEqual(
      all.filter(({ feature }) => feature === "amount").map(({ check }) => check),
    );
  });
});
