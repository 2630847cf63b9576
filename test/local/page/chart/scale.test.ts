import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { timeTicks, valueScale } from "../../../../local/page/chart/scale.js";

const HOUR = 3_600_000;
const START = Date.UTC(2026, 1, 27);

describe("a value axis", () => {
  it.each([
    { why: "values from 0 to 1", values: [0, 0.97], ticks: [0, 0.5, 1] },
    { why: "counts have no halves", values: [0, 1], ticks: [0, 1] },
    { why: "zero is shown when it is near", values: [130, 470], ticks: [0, 200, 400, 600] },
    { why: "detail is kept far from zero", values: [1000, 1012], ticks: [1000, 1005, 1010, 1015] },
    { why: "negative values", values: [-3, 2], ticks: [-4, -2, 0, 2] },
    { why: "one value is held against zero", values: [50], ticks: [0, 20, 40, 60] },
    { why: "nothing but zeros", values: [0, 0], ticks: [0, 1] },
    { why: "no value", values: [], ticks: [0, 1] },
  ])("has round ticks: $why", ({ values, ticks }) => {
    expect(valueScale(values).ticks).toEqual(ticks);
  });

  it("keeps the ends that a dashboard fixes", () => {
    const { ticks, position } = valueScale([0.4], { min: 0, max: 1 });
    expect(ticks).toEqual([0, 0.5, 1]);
    expect([position(0), position(1), position(2)]).toEqual([0, 1, 2]);
  });

  it("holds every value between its ends, with 2 to 8 ticks", () => {
    const value = fc.double({ min: -1e9, max: 1e9, noNaN: true }).map((number) => Math.round(number * 1e3) / 1e3);
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 20 }), (values) => {
        const { ticks, position } = valueScale(values);
        for (const each of values) {
          expect(position(each)).toBeGreaterThan(-1e-6);
          expect(position(each)).toBeLessThan(1 + 1e-6);
        }
        expect(ticks.length).toBeGreaterThan(1);
        expect(ticks.length).toBeLessThan(9);
      }),
    );
  });
});

describe("time ticks", () => {
  it("lie at round times of UTC and name the day at midnight", () => {
    const labels = timeTicks(START + 16 * HOUR, START + 40 * HOUR, 7).map(({ label }) => label);
    expect(labels).toEqual(["18:00", "28 Feb", "06:00", "12:00"]);
  });

  it("of weeks are days", () => {
    const labels = timeTicks(START, START + 28 * 24 * HOUR, 7).map(({ label }) => label);
    expect(labels).toEqual(["28 Feb", "4 Mar", "8 Mar", "12 Mar", "16 Mar", "20 Mar", "24 Mar"]);
  });

  it("are never more than asked for, plus the two ends", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), (hours) => {
        expect(timeTicks(START, START + hours * HOUR, 7).length).toBeLessThanOrEqual(8);
      }),
    );
  });
});
