import { describe, expect, it } from "vitest";
import { timelineChart } from "../../../src/core/report/timeline-chart.js";

const HOURS = 460;
const points = (scores: readonly (number | null)[]) => scores.map((score, i) => ({ hour: 1_000 + i, score }));
const flat = new Array<number>(HOURS).fill(0.5);
/** Tops of the bars of one class: M x bottom V top. */
const tops = (svg: string, kind: "above" | "below"): number[] => {
  const path = new RegExp(`class="${kind}" d="([^"]*)"`).exec(svg)![1]!;
  return [...path.matchAll(/V([\d.]+)/g)].map(([, top]) => Number(top));
};

describe("the timeline", () => {
  it("draws a bar for each column of windows, apart by the alarm line", () => {
    const svg = timelineChart("t", points([...flat.slice(0, -2), 1, 2]), [], 1);
    expect(tops(svg, "below")).toHaveLength(HOURS - 2);
    // Up to the alarm line the scale is linear, then a step for every doubling: 2 is twice as high as 1, 0.5 half as high.
    const bottom = Number(/M[\d.]+ ([\d.]+)V/.exec(svg)![1]);
    const [one, two] = tops(svg, "above").map((top) => bottom - top);
    expect(two! / one!).toBeCloseTo(2, 1);
    expect((bottom - tops(svg, "below")[0]!) / one!).toBeCloseTo(0.5, 1);
  });

  it("shows the highest score where several windows share a column, and nothing where none was judged", () => {
    const scores = Array.from({ length: 10 * HOURS }, (_, i) => (i % 10 === 4 ? 3 : 0.1));
    expect(tops(timelineChart("t", points(scores), [], 1), "above")).toHaveLength(HOURS);
    expect(tops(timelineChart("t", points([null, 0.5, null]), [], 1), "below")).toHaveLength(1);
  });

  it("marks incidents above, those that page by colour, overlapping ones in lanes of their own", () => {
    const band = (from: number, to: number, paged: boolean) => ({ from, to, paged, label: `a & b ${from}` });
    const svg = timelineChart(
      "t",
      points(flat),
      [band(1_000, 1_100, true), band(1_050, 1_200, false), band(1_300, 1_400, true)],
      1,
    );
    expect(
      [...svg.matchAll(/class="band( paged)?" x="[\d.]+" y="(\d+)"/g)].map(([, paged, y]) => [paged === " paged", y]),
    ).toEqual([
      [true, "0"],
      [false, "9"],
      [true, "0"],
    ]);
    expect(svg).toContain("<title>a &amp; b 1000</title>");
  });

  it("holds scores of any size, and is nothing without windows", () => {
    expect(timelineChart("t", points([1e300, Infinity]), [], 1)).not.toMatch(/NaN|Infinity/);
    expect(timelineChart("t", [], [], 1)).toBe("");
  });
});
