import { describe, expect, it } from "vitest";
import type { CloudWatchView } from "../../../../local/cloudwatch/cloudwatch.js";
import { readablePeriodSeconds, timeRange } from "../../../../local/page/dashboard/time-range.js";

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 1, 16, 12, 0, 30);

function since(firstMs: number | undefined): CloudWatchView {
  return {
    alarms: () => [],
    compositeAlarms: () => [],
    dashboards: () => [],
    query: () => [],
    firstDataMs: () => firstMs,
    dimensionValues: () => [],
  };
}

describe("the time range", () => {
  it.each([
    { name: "24h", hours: 24 },
    { name: "7d", hours: 168 },
    { name: undefined, hours: 672 },
    { name: "nonsense", hours: 672 },
  ])("$name ends with the running minute and spans $hours hours", ({ name, hours }) => {
    const { startMs, endMs } = timeRange(name, NOW, since(undefined));
    expect(endMs).toBe(Date.UTC(2026, 1, 16, 12, 1));
    expect(endMs - startMs).toBe(hours * HOUR);
  });

  it("all begins with the hour of the first datum, or an hour ago while there is none", () => {
    expect(timeRange("all", NOW, since(NOW - 90 * 60_000)).startMs).toBe(Date.UTC(2026, 1, 16, 10));
    expect(timeRange("all", NOW, since(undefined)).startMs).toBe(Date.UTC(2026, 1, 16, 11));
  });

  it.each([
    { name: "24h", readable: 300, kept: 60 },
    { name: "7d", readable: 3600, kept: 900 },
    { name: "28d", readable: 10_800, kept: 3600 },
  ])(
    "$name is drawn by $readable s, or from $kept s where a dashboard keeps its periods",
    ({ name, readable, kept }) => {
      const range = timeRange(name, NOW, since(undefined));
      expect([readablePeriodSeconds(range), readablePeriodSeconds(range, true)]).toEqual([readable, kept]);
    },
  );
});
