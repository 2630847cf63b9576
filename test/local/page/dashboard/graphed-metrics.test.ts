import { describe, expect, it } from "vitest";
import { graphedMetrics } from "../../../../local/page/dashboard/graphed-metrics.js";

function metricOf(index: number, metrics: readonly unknown[]): unknown {
  return (graphedMetrics({ metrics }, 0)[index]?.query as { MetricStat?: { Metric: unknown } }).MetricStat?.Metric;
}

describe("a metric widget's rows", () => {
  it("become queries with the widget's statistic and period unless the row has its own", () => {
    const metrics = [
      ["N", "M", { stat: "p99", period: 60, label: "slowest", id: "m1", visible: false }],
      ["N", "O"],
    ];
    expect(graphedMetrics({ metrics, stat: "Sum", period: 900 }, 0).map(({ query }) => query)).toEqual([
      {
        Id: "m1",
        Label: "slowest",
        ReturnData: false,
        MetricStat: { Metric: { Namespace: "N", MetricName: "M", Dimensions: [] }, Period: 60, Stat: "p99" },
      },
      {
        Id: "line2",
        ReturnData: true,
        MetricStat: { Metric: { Namespace: "N", MetricName: "O", Dimensions: [] }, Period: 900, Stat: "Sum" },
      },
    ]);
  });

  it.each([
    { why: '"." repeats the field above', row: [".", "B", ".", "."], expected: ["N", "B", "D", "x"] },
    { why: '"..." repeats all leading fields', row: ["...", "y"], expected: ["N", "A", "D", "y"] },
    { why: '"..." alone repeats the row', row: ["..."], expected: ["N", "A", "D", "x"] },
  ])("are read with CloudWatch's shorthand: $why", ({ row, expected }) => {
    const [Namespace, MetricName, Name, Value] = expected;
    const metrics = [["N", "A", "D", "x"], row];
    expect(metricOf(1, metrics)).toEqual({ Namespace, MetricName, Dimensions: [{ Name, Value }] });
  });

  it("may be expressions, which leave the shorthand's row above alone", () => {
    const metrics = [["N", "A", "D", "x"], [{ expression: "m1 * 2", id: "e1", yAxis: "right" }], [".", "B", ".", "."]];
    expect(graphedMetrics({ metrics }, 0)[1]).toMatchObject({
      id: "e1",
      axis: "right",
      query: { Id: "e1", Expression: "m1 * 2", ReturnData: true },
    });
    expect(metricOf(2, metrics)).toMatchObject({ Namespace: "N", MetricName: "B" });
  });

  it("have their periods raised for long ranges", () => {
    const [metric] = graphedMetrics({ metrics: [["N", "A"]], period: 300 }, 10_800);
    expect(metric?.query).toMatchObject({ MetricStat: { Period: 10_800 } });
  });
});
