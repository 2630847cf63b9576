import { describe, expect, it } from "vitest";
import { calibrate } from "../../../src/core/calibration/calibrate.js";
import { CalibrationInputError } from "../../../src/core/calibration/calibration-errors.js";
import { expectedLensAlarms } from "../../../src/core/calibration/limits/lens-limit.js";
import { residuals } from "../../../src/core/calibration/residuals.js";
import type { ReferenceFeature, ReferenceSeries } from "../../../src/core/calibration/types.js";
import { calibrated, MONDAY, REFERENCE_HOURS, seriesOf, smallWorld } from "./simulated.js";

const world = smallWorld();
const reference = seriesOf(world.stream(0, REFERENCE_HOURS));
const calibration = calibrate(reference);

const slice = (series: ReferenceSeries, from: number, to: number): ReferenceSeries => ({
  hours: series.hours.slice(from, to),
  features: series.features.map((feature) => ({
    ...feature,
    counts: feature.counts.slice(from, to),
    missing: Array.from(feature.missing).slice(from, to),
    unseen: Array.from(feature.unseen).slice(from, to),
  })),
});

const constantSeries = (feature: Partial<ReferenceFeature>, hours = 336): ReferenceSeries => ({
  hours: Array.from({ length: hours }, (_, i) => MONDAY + i),
  features: [
    {
      name: "x",
      kind: "numeric",
      counts: Array.from({ length: hours }, () => [100]),
      missing: new Array<number>(hours).fill(0),
      unseen: new Array<number>(hours).fill(0),
      ...feature,
    },
  ],
});

describe("a calibration", () => {
  it("is plain JSON of about 7 kB a feature", () => {
    const text = JSON.stringify(calibration);
    expect(JSON.parse(text)).toEqual(calibration);
    expect(text.length / calibration.features.length).toBeLessThan(12_000);
    expect(JSON.stringify(residuals(calibration, counts(), 1000)).length / calibration.features.length).toBeLessThan(
      400,
    );
  });

  it("finds the design effect of rows that come in threes, and none in independent rows", () => {
    for (const { checks } of calibration.features) {
      const shape = checks.find(({ check }) => check === "shape")!;
      expect(shape.omega).toBeGreaterThan(2.4);
      expect(shape.omega).toBeLessThan(3.6);
    }
    for (const { checks } of calibrated(smallWorld({ seasonal: false })).features) {
      for (const { omega, atomic } of checks) {
        expect(omega).toBeLessThan(1.25);
        expect(atomic.wobble).toBeLessThan(2e-4);
      }
    }
  });

  it("has 48 hour cells and weekday cells from two weeks, 24 from one, none below", () => {
    const cells = (hours: number) => {
      const { hourCells, weekdayCells, shares } = calibrate(slice(reference, 0, hours)).features[0]!;
      return [hourCells.length / (shares.length + 2), weekdayCells.length / (shares.length + 2)];
    };
    expect(cells(14 * 24)).toEqual([48, 7]);
    expect(cells(14 * 24 - 24)).toEqual([24, 0]);
    expect(cells(7 * 24)).toEqual([24, 0]);
    expect(cells(6 * 24)).toEqual([0, 0]);
  });

  it("promises its budget from 28 days on, and has no trend below 14", () => {
    expect(calibration.promised).toBe(true);
    const short = calibrate(slice(reference, 0, 13 * 24));
    expect(short.promised).toBe(false);
    expect(short.features.map(({ limits }) => limits.trend)).toEqual([null, null, null, null]);
  });

  it("takes no notice of hours without rows", () => {
    const emptied: ReferenceSeries = {
      hours: [...reference.hours, ...Array.from({ length: 24 }, (_, i) => MONDAY + REFERENCE_HOURS + i)],
      features: reference.features.map((feature) => ({
        ...feature,
        counts: [...feature.counts, ...Array.from({ length: 24 }, () => feature.counts[0]! as never)].map((c, i) =>
          i < REFERENCE_HOURS ? c : Array.from(c, () => 0),
        ),
        missing: [...Array.from(feature.missing), ...new Array<number>(24).fill(0)],
        unseen: [...Array.from(feature.unseen), ...new Array<number>(24).fill(0)],
      })),
    };
    const withEmpty = calibrate(emptied);
    expect(withEmpty.referenceWindows).toBe(REFERENCE_HOURS);
    withEmpty.features.forEach((feature, f) => {
      expect(feature.hourCells).toEqual(calibration.features[f]!.hourCells);
      expect(feature.checks.map(({ omega }) => omega)).toEqual(
        calibration.features[f]!.checks.map(({ omega }) => omega),
      );
    });
  });

  it("lists the reference hours that would have alarmed", () => {
    const counts = reference.features[0]!.counts.map((c, i) =>
      i === 300
        ? Array.from(c)
            .reverse()
            .map((n, b) => n + 20 * b)
        : c,
    );
    const odd = { ...reference, features: [{ ...reference.features[0]!, counts }, ...reference.features.slice(1)] };
    const { unusualWindows } = calibrate(odd);
    expect(unusualWindows[0]).toMatchObject({ hour: MONDAY + 300, feature: "f0" });
    expect(calibration.unusualWindows.length).toBeLessThan(3);
  });

  it("spends more of the budget on important features", () => {
    const importance = new Map([
      ["f0", 8],
      ["f1", 1],
    ]);
    const { features } = calibrate(reference, { importance });
    expect(features[0]!.limits.hour!).toBeLessThan(features[1]!.limits.hour!);
    expect(features[1]!.limits.hour!).toBeLessThan(features[2]!.limits.hour!);
  });

  it("keeps 15 % of the budget for the prediction", () => {
    const features = reference.features.map((feature, f) => ({
      ...feature,
      group: f === 0 ? ("prediction" as const) : ("feature" as const),
    }));
    const { limits, checks } = calibrate({ ...reference, features }).features[0]!;
    const tests = { twoSided: checks.length - 1, oneSided: 1 };
    expect(expectedLensAlarms(limits.day!, 24, tests, 720)).toBeCloseTo(0.15 * 0.18, 9);
    expect(
      calibrate({ ...reference, features }, { alsoChecked: ["modelQuality"] }).features[1]!.limits.hour!,
    ).toBeGreaterThan(calibrate({ ...reference, features }).features[1]!.limits.hour!);
  });
});

function counts() {
  return reference.features.map((feature) => ({
    counts: Array.from(feature.counts[5]!),
    missing: feature.missing[5]!,
    unseen: feature.unseen[5]!,
  }));
}

describe("features of which there is little to say", () => {
  it.each([
    { why: "a constant has missing alone", feature: {}, checks: ["missing"] },
    {
      why: "a constant category has missing and unseen",
      feature: { kind: "categorical" as const },
      checks: ["missing", "unseen"],
    },
    {
      why: "two bins have no spread",
      feature: { counts: Array.from({ length: 336 }, (_, i) => [50 + (i % 3), 50]) },
      checks: ["shift", "missing"],
    },
    {
      why: "unseen values can't be told after an overflow",
      feature: { kind: "categorical" as const, unseenIsKnown: false },
      checks: ["missing"],
    },
  ])("$why", ({ feature, checks }) => {
    const learned = calibrate(constantSeries(feature)).features[0]!;
    expect(learned.checks.map(({ check }) => check)).toEqual(checks);
  });

  it("a column without any value has missing alone, beside one that has some", () => {
    const empty = {
      ...constantSeries({}).features[0]!,
      name: "empty",
      counts: Array.from({ length: 336 }, () => [0, 0, 0]),
      missing: new Array<number>(336).fill(100),
    };
    const series = constantSeries({});
    const learned = calibrate({ ...series, features: [...series.features, empty] }).features[1]!;
    expect(learned.checks.map(({ check }) => check)).toEqual(["missing"]);
    expect(learned.shares.every((share) => share > 0)).toBe(true);
  });
});

describe("a reference that can't be learned from", () => {
  it.each([
    { why: "is too short", series: constantSeries({}, 6), message: "at least 7 reference windows with rows, got 6" },
    {
      why: "is out of order",
      series: { ...constantSeries({}), hours: new Array<number>(336).fill(5) },
      message: "a whole number above the one before",
    },
    {
      why: "lacks a column",
      series: constantSeries({ missing: [1] }),
      message: "missing of reference feature x expects 336 windows, got 1",
    },
    {
      why: "changes its bins",
      series: constantSeries({ counts: Array.from({ length: 336 }, (_, i) => (i === 9 ? [1, 2] : [1])) }),
      message: "window 9 of reference feature x expects 1 bins, got 2",
    },
    {
      why: "has a negative count",
      series: constantSeries({ counts: Array.from({ length: 336 }, () => [-1]) }),
      message: "counts of feature x expects finite counts >= 0, got -1",
    },
  ])("$why", ({ series, message }) => {
    expect(() => calibrate(series)).toThrow(CalibrationInputError);
    expect(() => calibrate(series)).toThrow(message);
  });

  it("is told apart from windows that don't fit the calibration", () => {
    expect(() => residuals(calibration, [], 1000)).toThrow("residuals expects 4 features, got 0");
    const wrong = calibration.features.map(() => ({ counts: [1], missing: 0, unseen: 0 }));
    expect(() => residuals(calibration, wrong, 1000)).toThrow("counts of f0 expects 10 bins, got 1");
  });
});

describe("daily batches", () => {
  const days = 60;
  const daily = calibrate(dailySeries(days), { window: "day" });

  function dailySeries(length: number): ReferenceSeries {
    const stream = smallWorld({ seed: 8, rowsPerHour: 250 }).stream(0, length * 24);
    const sums = (values: readonly ArrayLike<number>[]) =>
      Array.from({ length }, (_, d) =>
        Array.from(values[0]!, (__, b) => values.slice(24 * d, 24 * d + 24).reduce((sum, v) => sum + v[b]!, 0)),
      );
    const single = (values: ArrayLike<number>) => sums(Array.from(values, (v) => [v])).map(([v]) => v!);
    return {
      hours: Array.from({ length }, (_, d) => MONDAY + 24 * d + 5),
      features: stream.map((f) => ({
        name: f.name,
        kind: f.kind,
        counts: sums(f.counts),
        missing: single(f.missing),
        unseen: single(f.unseen),
      })),
    };
  }

  it("have weekday cells alone, one lens and a trend", () => {
    const { hourCells, weekdayCells, shares, limits, checks } = daily.features[0]!;
    expect([hourCells.length, weekdayCells.length]).toEqual([0, 7 * (shares.length + 2)]);
    expect(limits.hour).toBeNull();
    expect(limits.day!).toBeGreaterThan(2);
    expect(limits.trend!).toBeGreaterThan(2);
    expect(checks.map(({ day }) => day)).toEqual(checks.map(() => null));
  });

  it("are promised from 28 windows on", () => {
    expect(daily.promised).toBe(true);
    expect(calibrate(dailySeries(20), { window: "day" }).promised).toBe(false);
  });
});

describe("eight rows an hour", () => {
  const thin = calibrated(smallWorld({ rowsPerHour: 8, leastRows: 0, features: 4, seed: 4 }));

  it("are judged daily, with the hour's part of the budget", () => {
    for (const { limits } of thin.features) {
      expect(limits.hour).toBeNull();
      expect(limits.day).not.toBeNull();
    }
  });

  it("keep categories apart that only the day can count", () => {
    const { mergedBin } = thin.features[3]!;
    expect(Math.max(...mergedBin)).toBeGreaterThanOrEqual(2);
  });
});
