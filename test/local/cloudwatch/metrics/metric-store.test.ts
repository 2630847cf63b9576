import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { metricId } from "../../../../local/cloudwatch/metrics/metric-id.js";
import { MetricStore, type SavedMetric } from "../../../../local/cloudwatch/metrics/metric-store.js";
import { valueSet } from "../../../../local/cloudwatch/metrics/minute-bins.js";
import { statisticOf } from "../../../../local/cloudwatch/metrics/statistic.js";

const ID = metricId("Plumbline", "Latency", []);
const START = Date.UTC(2026, 0, 5);
const HOUR = { startMs: START, periodMs: 3_600_000, count: 1 };

function hourOf(store: MetricStore, statistic: string, unit?: string): number | undefined {
  return store.read(ID, unit, statisticOf(statistic), HOUR)[0];
}

describe("the metric store", () => {
  it.each([
    { statistic: "SampleCount", expected: 4 },
    { statistic: "Sum", expected: 10 },
    { statistic: "Average", expected: 2.5 },
    { statistic: "Minimum", expected: 1 },
    { statistic: "Maximum", expected: 4 },
    // Nearest rank of 1, 2, 3, 4: the smallest value with at least p % of the observations at or below it.
    { statistic: "p0", expected: 1 },
    { statistic: "p50", expected: 2 },
    { statistic: "p75.5", expected: 4 },
    { statistic: "p100", expected: 4 },
  ])("reads $statistic of 1, 2, 3, 4 as $expected", ({ statistic, expected }) => {
    const store = new MetricStore();
    for (const value of [3, 1, 4, 2]) store.record(ID, "None", START + value * 70_000, valueSet(value, 1));
    expect(hourOf(store, statistic)).toBe(expected);
  });

  it("counts data in order or out of order the same", () => {
    const anyData = fc.array(fc.tuple(fc.nat(3_599_999), fc.integer({ min: -50, max: 50 })), { minLength: 1 });
    fc.assert(
      fc.property(anyData, (data) => {
        const values = data.map(([, value]) => value);
        for (const order of [data, data.toSorted(([a], [b]) => a - b)]) {
          const store = new MetricStore();
          for (const [offset, value] of order) store.record(ID, "None", START + offset, valueSet(value, 1));
          expect(hourOf(store, "Sum")).toBe(values.reduce((sum, value) => sum + value, 0));
          expect(hourOf(store, "Maximum")).toBe(Math.max(...values));
          expect(hourOf(store, "p100")).toBe(Math.max(...values));
        }
      }),
      { numRuns: 50 },
    );
  });

  it("keeps units apart when a unit is asked for, and adds them up when none is", () => {
    const store = new MetricStore();
    store.record(ID, "Milliseconds", START, valueSet(5, 1));
    store.record(ID, "Seconds", START, valueSet(7, 1));
    expect(hourOf(store, "Sum")).toBe(12);
    expect(hourOf(store, "Sum", "Seconds")).toBe(7);
    expect(hourOf(store, "Sum", "Bytes")).toBeUndefined();
  });

  it("gives no percentile once a statistic set came in without its values", () => {
    const store = new MetricStore();
    store.record(ID, "None", START, valueSet(1, 1));
    store.record(ID, "None", START, { count: 2, sum: 5, minimum: 2, maximum: 3, values: undefined });
    expect(hourOf(store, "p50")).toBeUndefined();
    expect(hourOf(store, "SampleCount")).toBe(3);
  });

  it("survives saving as JSON", () => {
    const store = new MetricStore();
    store.record(ID, "None", START, valueSet(2, 3));
    store.record(ID, "None", START + 60_000, { count: 2, sum: 5, minimum: 2, maximum: 3, values: undefined });
    const restored = new MetricStore();
    restored.restore(JSON.parse(JSON.stringify(store.save())) as readonly SavedMetric[]);
    expect(restored.save()).toEqual(store.save());
    expect(hourOf(restored, "Sum")).toBe(11);
  });
});
