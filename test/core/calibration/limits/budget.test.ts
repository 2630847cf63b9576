import { describe, expect, it } from "vitest";
import {
  budgetShares,
  importanceShares,
  monitorBudget,
} from "../../../../src/core/calibration/limits/budget-shares.js";
import { featureLimits, type FeatureTests } from "../../../../src/core/calibration/limits/feature-limits.js";
import { expectedLensAlarms } from "../../../../src/core/calibration/limits/lens-limit.js";
import { trendLimit } from "../../../../src/core/calibration/limits/trend-limit.js";

const numeric: FeatureTests = { twoSided: 3, oneSided: 1, judgedShare: 1, importance: null };
const plan = { window: "hour", budget: 1, hasDayLens: true, effectiveDays: 28 } as const;

describe("budget shares", () => {
  it("give everything to the features of a monitor that has nothing else", () => {
    expect(budgetShares(new Set()).features).toBe(1);
  });

  it("are 50, 15, 20, 10 and 5 % when everything is watched", () => {
    const shares = budgetShares(new Set(["prediction", "modelQuality", "segments", "correlation"]));
    expect(shares.features).toBeCloseTo(0.5, 12);
    expect(shares).toMatchObject({ prediction: 0.15, modelQuality: 0.2, segments: 0.1, correlation: 0.05 });
  });

  it("split a fleet's budget equally", () => {
    expect(monitorBudget(4, 8)).toBe(0.5);
  });
});

describe("importance", () => {
  it("never leaves a feature less than a fifth of an equal share, before all are scaled to sum to one", () => {
    // By hand: 0.9, 0.1, 0, 0 with a floor of 0.05 sums to 1.1.
    const shares = importanceShares([9, 1, 0, 0]);
    [0.9 / 1.1, 0.1 / 1.1, 0.05 / 1.1, 0.05 / 1.1].forEach((share, f) => {
      expect(shares[f]).toBeCloseTo(share, 12);
    });
  });

  it("is equal for all when nothing is known", () => {
    expect(importanceShares([0, 0])).toEqual([0.5, 0.5]);
  });
});

describe("limits of features", () => {
  it("spend the aim of 60 % of the budget in parts of 40, 30 and 30 %", () => {
    const [first] = featureLimits(new Array<FeatureTests>(10).fill(numeric), plan);
    const checks = { twoSided: 30, oneSided: 10 };
    expect(expectedLensAlarms(first!.hour!, 1, checks, 720)).toBeCloseTo(0.24, 9);
    expect(expectedLensAlarms(first!.day!, 24, checks, 720)).toBeCloseTo(0.18, 9);
    expect(first!.trend).toBeCloseTo(trendLimit(0.18, 28, 30)!, 12);
  });

  it("rise for few hours that are judged only as far as the hour's tests need", () => {
    const half = featureLimits([{ ...numeric, judgedShare: 0.5 }], plan)[0]!;
    const full = featureLimits([numeric], plan)[0]!;
    expect(half.hour!).toBeLessThan(full.hour!);
    expect(half.day).toBe(full.day);
  });

  it("move the hour's part to the other lenses where no hour is ever judged", () => {
    const [judgedDaily] = featureLimits([{ ...numeric, judgedShare: 0 }], plan);
    expect(judgedDaily!.hour).toBeNull();
    expect(expectedLensAlarms(judgedDaily!.day!, 24, { twoSided: 3, oneSided: 1 }, 720)).toBeCloseTo(0.3, 9);
  });

  it("give daily batches one lens of 42 % and a trend of 18 %, 30 windows a month", () => {
    const [daily] = featureLimits([numeric], { ...plan, window: "day", hasDayLens: false });
    expect(daily!.hour).toBeNull();
    expect(expectedLensAlarms(daily!.day!, 1, { twoSided: 3, oneSided: 1 }, 30)).toBeCloseTo(0.42, 9);
    expect(daily!.trend).toBeCloseTo(trendLimit(0.18, 28, 3)!, 12);
  });

  it("have no trend below 14 effective days", () => {
    expect(featureLimits([numeric], { ...plan, effectiveDays: 13 })[0]!.trend).toBeNull();
  });

  it("are lower for important features, and together they spend the same", () => {
    const limits = featureLimits(
      [
        { ...numeric, importance: 0.9 },
        { ...numeric, importance: 0.1 },
      ],
      plan,
    );
    expect(limits[0]!.hour!).toBeLessThan(limits[1]!.hour!);
    const spent = limits.map(({ hour }) => expectedLensAlarms(hour!, 1, numeric, 720));
    expect(spent[0]! + spent[1]!).toBeCloseTo(0.24, 9);
  });

  it("are none for features without checks", () => {
    const none = { ...numeric, twoSided: 0, oneSided: 0 };
    expect(featureLimits([none], plan)).toEqual([{ hour: null, day: null, trend: null }]);
  });
});
