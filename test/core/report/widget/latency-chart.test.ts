import { describe, expect, it } from "vitest";
import { latencyChart, type LatencyPoint } from "../../../../src/core/report/widget/latency-chart.js";

const point = (hour: number, p99: number): LatencyPoint => ({ hour, p50: p99 / 4, p95: p99 / 2, p99, rows: 1_200 });

const path = (html: string, rank: string): string =>
  new RegExp(`<path class="line ${rank}" d="([^"]*)"`).exec(html)![1]!;

describe("the chart of latencies", () => {
  it("draws each quantile from zero on one scale, in the middle of its window", () => {
    const html = latencyChart({ points: [point(0, 100), point(1, 50)], from: 0, to: 2, windowHours: 1 });
    // 898 pixels for two hours: middles at 62 + 224.5 and 62 + 673.5. 150 pixels for 0 to 108 ms below 8: 100 ms lie at
    // 8 + 150 x 8 / 108 = 19.1, 50 ms at 88.6, 25 ms at 123.3, 12.5 ms at 140.6.
    expect(path(html, "p99")).toBe("M286.5 19.1h.1L735.5 88.6");
    expect(path(html, "p95")).toBe("M286.5 88.6h.1L735.5 123.3");
    expect(path(html, "p50")).toBe("M286.5 123.3h.1L735.5 140.6");
    expect(html).toContain("Newest window, 1970-01-01 01:00 UTC: p50 12.5 ms, p95 25 ms, p99 50 ms, of 1,200 records.");
  });

  it("lifts the line where windows are missing", () => {
    const html = latencyChart({ points: [point(0, 100), point(10, 50)], from: 0, to: 20, windowHours: 1 });
    expect(path(html, "p99").match(/M/g)).toHaveLength(2);
  });

  it("keeps a slow hour in a year, in fewer points than hours", () => {
    const points = Array.from({ length: 8_760 }, (_, hour) => point(hour, hour === 5_000 ? 1_000 : 100));
    const html = latencyChart({ points, from: 0, to: 8_760, windowHours: 1 });
    // 1,000 of 1,080 ms: 8 + 150 x 80 / 1,080 = 19.1.
    expect(path(html, "p99").match(/ 19\.1/g)).toHaveLength(1);
    // 8,760 hours in stretches of 20.
    expect(path(html, "p99").match(/[ML]/g)).toHaveLength(438);
    expect(html.length).toBeLessThan(25_000);
  });

  it("stands where every answer took no time", () => {
    expect(latencyChart({ points: [point(0, 0)], from: 0, to: 1, windowHours: 1 })).not.toContain("NaN");
  });
});
