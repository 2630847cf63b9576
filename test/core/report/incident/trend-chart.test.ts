import { describe, expect, it } from "vitest";
import { trendChart } from "../../../../src/core/report/incident/trend-chart.js";
import type { CheckHistory } from "../../../../src/core/verdict/calibrated/check-history.js";
import { ONSET } from "./sample-incident.js";

const days = (values: readonly (number | null)[]): CheckHistory => ({
  unit: "day",
  limit: 4,
  usual: 1.96,
  points: values.map((value, day) => ({ hour: ONSET - 13 + 24 * day, value, rows: 100, change: null })),
});

const numbers = (svg: string, what: RegExp): number[] => [...svg.matchAll(what)].map(([, text]) => Number(text));

describe("the course of a check", () => {
  it("marks days beyond the alarm line, and leaves out days with too few rows", () => {
    const svg = trendChart("age", days([0, 1, null, 5, -9]), null);
    expect(svg.match(/class="day"/g)).toHaveLength(2);
    expect(svg.match(/class="day beyond"/g)).toHaveLength(2);
  });

  it("is linear up to the alarm line, then a step for every doubling", () => {
    // Limit 4: z 2 is half a step, 4 one, 8 two, 16 three; the chart reaches from -1.1 to 3 steps on 110 units below a top of 16.
    const svg = trendChart("age", days([0, 2, 4, 8, 16]), null);
    const heights = numbers(svg, /<circle [^>]*cy="([\d.]+)"/g).map((y) => 3 - ((y - 16) * 4.1) / 110);
    [0, 0.5, 1, 2, 3].forEach((step, i) => {
      expect(heights[i]).toBeCloseTo(step, 1);
    });
  });

  it("marks the onset between the days it lies in, only where that is shown", () => {
    const history = days([0, 0, 9]);
    const svg = trendChart("age", history, history.points[1]!.hour + 12);
    const [first, second] = numbers(svg, /<circle [^>]*cx="([\d.]+)"/g);
    const [onset] = numbers(svg, /class="onset" x1="([\d.]+)"/g);
    // Dots lie in the middle of their days: noon of the second day is its dot.
    expect(onset).toBeCloseTo(second!, 0);
    expect(onset).toBeGreaterThan(first!);
    expect(trendChart("age", history, history.points[0]!.hour - 1)).not.toContain('class="onset"');
  });

  it("needs two days to say anything", () => {
    expect(trendChart("age", days([3]), null)).toBe("");
    expect(trendChart("age", days([null, null]), null)).toBe("");
  });
});
