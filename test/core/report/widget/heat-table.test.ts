import { describe, expect, it } from "vitest";
import { callLink } from "../../../../src/core/report/widget/action.js";
import { heatTable, heatTableHtml } from "../../../../src/core/report/widget/heat-table.js";
import { timeColumns } from "../../../../src/core/report/widget/time-columns.js";

describe("columns of time", () => {
  it.each([
    { why: "a day by the hour", from: 1000, to: 1024, columns: 24, hours: 1 },
    { why: "two weeks by six hours", from: 24 * 100, to: 24 * 114, columns: 56, hours: 6 },
    {
      why: "two weeks that begin within a day: one column more",
      from: 24 * 100 + 7,
      to: 24 * 114 + 7,
      columns: 57,
      hours: 6,
    },
    { why: "eight weeks by the day", from: 24 * 100, to: 24 * 156, columns: 56, hours: 24 },
    { why: "a year by the week", from: 0, to: 24 * 364, columns: 52, hours: 168 },
    { why: "ten years by whole weeks", from: 0, to: 24 * 3640, columns: 58, hours: 1512 },
  ])("are at most 60: $why", ({ from, to, columns: count, hours }) => {
    const columns = timeColumns({ from, to });
    expect(columns).toHaveLength(count);
    expect(columns[0]!.to - columns[0]!.from).toBe(hours);
    expect(columns[0]!.from).toBeLessThanOrEqual(from);
    expect(columns.at(-1)!.to).toBeGreaterThanOrEqual(to);
    expect(columns.length).toBeLessThanOrEqual(60);
  });
});

describe("a table of features and time", () => {
  const columns = timeColumns({ from: 0, to: 4 });

  it("holds the worst of each feature in each column, the worst feature first", () => {
    const windows = [
      {
        hour: 0,
        worst: [
          ["a", 0.2],
          ["b", 0.9],
        ] as const,
      },
      { hour: 2, worst: [["a", 1.5]] as const },
      { hour: 9, worst: [["late", 7]] as const },
    ];
    expect(heatTable(windows, columns)).toEqual({
      columns,
      rows: [
        { feature: "a", cells: [0.2, null, 1.5, null] },
        { feature: "b", cells: [0.9, null, null, null] },
      ],
      hidden: 0,
    });
  });

  it("keeps the larger of several windows of a column", () => {
    const wide = [{ from: 0, to: 24 }];
    const windows = [3, 1, 2].map((ratio, hour) => ({ hour, worst: [["a", ratio]] as const }));
    expect(heatTable(windows, wide).rows).toEqual([{ feature: "a", cells: [3] }]);
  });

  it("shows forty of five hundred features and counts the others, far below what a dashboard takes", () => {
    const worst = Array.from({ length: 500 }, (_, i) => [`feature_with_a_long_name_${i}`, i / 100] as const);
    const wide = timeColumns({ from: 0, to: 24 * 14 });
    const table = heatTable(
      Array.from({ length: 336 }, (_, hour) => ({ hour, worst })),
      wide,
    );
    expect(table.rows).toHaveLength(40);
    expect(table.rows[0]!.feature).toBe("feature_with_a_long_name_499");
    expect(table.hidden).toBe(460);
    const html = heatTableHtml(table, (feature) =>
      callLink({ label: feature, endpoint: "arn", payload: { feature }, display: "popup", look: "link" }),
    );
    expect(html).toContain("460 more features");
    // Lambda answers at most 6 MB; every cell of these forty is loud, the dearest case.
    expect(html.length).toBeLessThan(400_000);
  });

  it("says where nothing was judged", () => {
    expect(heatTableHtml(heatTable([], columns), (feature) => feature)).toContain("No window was judged");
  });
});
