import { describe, expect, it } from "vitest";
import type { ChartData } from "../../../../local/page/chart/chart-data.js";
import { lineChart } from "../../../../local/page/chart/line-chart.js";

const HOUR = 3_600_000;
const START = Date.UTC(2026, 0, 5);

function chart(changes: Partial<ChartData> = {}): string {
  const series = {
    label: "p<95>",
    timesMs: [START, START + HOUR, START + 2 * HOUR],
    values: [0, 1, 0.5],
    color: undefined,
    axis: "left" as const,
  };
  return lineChart({
    title: "Duration",
    startMs: START,
    endMs: START + 4 * HOUR,
    series: [series],
    stacked: false,
    horizontal: [],
    vertical: [],
    left: {},
    right: {},
    legend: "bottom",
    height: 130,
    ...changes,
  }).markup;
}

describe("a line chart", () => {
  it("places time from left to right and values from bottom to top", () => {
    // Height 130 - 22 (time axis) - 8 (padding) = 100 pixels for 0 to 1, times at 0, 1/4 and 2/4 of 1000.
    expect(chart()).toContain('d="M0 108L250 8L500 58"');
  });

  it("shows each time's values on hover", () => {
    expect(chart()).toMatch(/<title>\s*5 Jan 2026, 01:00 UTC\np&lt;95&gt;: 1\s*<\/title>/);
  });

  it("shows the range of values where datapoints are too close to point at", () => {
    const timesMs = Array.from({ length: 600 }, (_, index) => START + index * 20_000);
    const values = timesMs.map((_, index) => index % 2);
    const dense = { label: "a", timesMs, values, color: undefined, axis: "left" as const };
    const markup = chart({ series: [dense] });
    expect(markup.match(/<rect\s+class="hit"/g)?.length).toBe(300);
    expect(markup).toContain("5 Jan 2026, 00:00 UTC to 5 Jan 2026, 00:00 UTC\na: 0 to 1");
  });

  it("says in words what it shows", () => {
    expect(chart()).toContain("p&lt;95&gt;: from 0 to 1, last 0.5");
    expect(chart({ series: [] })).toContain("No series");
  });

  it("has a second axis for series that ask for it", () => {
    const right = { label: "errors", timesMs: [START], values: [400], color: undefined, axis: "right" as const };
    const markup = chart({ series: [right] });
    expect(markup.match(/class="value-axis"/g)?.length).toBe(2);
    expect(chart().match(/class="value-axis"/g)?.length).toBe(1);
  });

  it("draws thresholds within its axis, and events within its time only", () => {
    const markup = chart({
      horizontal: [{ value: 4, label: "limit", color: undefined }],
      vertical: [
        { timeMs: START + HOUR, label: "onset" },
        { timeMs: START - HOUR, label: "before" },
      ],
    });
    expect(markup).toContain("limit");
    expect(markup).toContain("onset");
    expect(markup).not.toContain("before");
    // The axis now reaches 4, so the value 1 lies a quarter of the way up: 8 + 100 · 3/4.
    expect(markup).toContain("L250 83L");
  });

  it("takes a dashboard's colour when it is one, and nothing else that stands there", () => {
    const series = { label: "a", timesMs: [START], values: [1], axis: "left" as const };
    expect(chart({ series: [{ ...series, color: "#d62728" }] })).toContain('fill="#d62728"');
    expect(chart({ series: [{ ...series, color: 'red" onload="x' }] })).not.toContain("onload");
  });
});
