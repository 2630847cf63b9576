import { describe, expect, it } from "vitest";
import type { FeatureBaseline } from "../../../src/contracts/baseline.js";
import type { CountedWindow } from "../../../src/core/verdict/calibrated/counted-window.js";
import { metricHistory } from "../../../src/core/verdict/metric-history.js";

const FIRST_HOUR = 490_896; // 2026-01-01T00:00Z

const feature: FeatureBaseline = {
  name: "plan",
  role: "feature",
  kind: "categorical",
  bins: { kind: "categorical", categories: ["a"], rest: [], overflow: false },
  binCounts: [500, 500],
  rows: 1_000,
  missing: 0,
  types: { integer: 0, fractional: 0, boolean: 0, text: 1_000 },
  distinct: 2,
};

const windows = (hours: number, countsOf: (hour: number) => readonly [a: number, rest: number, missing: number]) =>
  Array.from({ length: hours }, (_, hour): CountedWindow => {
    const [a, rest, missing] = countsOf(hour);
    const counts = { bins: [a, rest], unseen: 0, missing, below: 0, above: 0 };
    const features = [{ counts, median: null, scores: {} }];
    return { hour: FIRST_HOUR + hour, evidence: { baseline: "v1", records: a + rest + missing, features } };
  });

const drifting = (check: string, limit: number) => ({ check, limit, value: limit });

describe("the history of a fixed metric", () => {
  it("is its value by UTC day", () => {
    // Half the sum of |share - share|: (|0.9 - 0.5| + |0.1 - 0.5|) / 2 = 0.4.
    const history = metricHistory(
      feature,
      0,
      windows(96, (hour) => (hour < 72 ? [50, 50, 0] : [90, 10, 0])),
      drifting("total-variation", 0.2),
    )!;
    expect(history).toMatchObject({ unit: "day", limit: 0.2, usual: null });
    expect(history.points.map(({ hour }) => (hour - FIRST_HOUR) / 24)).toEqual([0, 1, 2, 3]);
    [0, 0, 0, 0.4].forEach((expected, day) => {
      expect(history.points[day]!.value).toBeCloseTo(expected, 12);
    });
    expect(history.points[3]!.change).toMatchObject({ unit: "share", normal: 0.5 });
    expect(history.points[3]!.rows).toBe(2_400);
  });

  it("is by window before there are three days, and of missing values their share", () => {
    const history = metricHistory(
      feature,
      0,
      windows(30, (hour) => [45, 45, hour === 29 ? 10 : 0]),
      drifting("missing-rate", 0.05),
    )!;
    expect(history.unit).toBe("hour");
    expect(history.points).toHaveLength(30);
    expect(history.points.at(-1)!.change).toEqual({ what: "missing values", unit: "share", normal: 0, now: 0.1 });
  });

  it("has no value where there is no row", () => {
    const { points } = metricHistory(
      feature,
      0,
      windows(4, (hour) => (hour === 1 ? [0, 0, 0] : [5, 5, 0])),
      drifting("psi", 0.2),
    )!;
    expect(points.map(({ value }) => value === null)).toEqual([false, true, false, false]);
  });

  it.each([
    { why: "metrics that read values one by one", finding: drifting("kolmogorov-smirnov", 0.1) },
    { why: "p-values, which alarm when small", finding: { check: "chi-squared", value: 1e-9, limit: 0.001 } },
    { why: "correlations", finding: drifting("pair", 4) },
  ])("there is none of $why", ({ finding }) => {
    expect(
      metricHistory(
        feature,
        0,
        windows(30, () => [50, 50, 0]),
        finding,
      ),
    ).toBeNull();
  });
});
