import { describe, expect, it } from "vitest";
import { oneMonitor, resourcesOf, synthesize, type TemplateJson } from "../synthesize.js";

const endpoint = { name: "churn-live", variant: "blue" };

function dashboardsOf(monitor: Readonly<Record<string, unknown>>): readonly Readonly<Record<string, unknown>>[] {
  const template = [...synthesize(oneMonitor(monitor)).templates].find(([stack]) => stack.includes("-monitor-"))![1];
  return resourcesOf(template satisfies TemplateJson, "AWS::CloudWatch::Dashboard").map(({ properties }) => properties);
}

describe("a monitor's own dashboard", () => {
  const [own, ...others] = dashboardsOf({
    dashboard: true,
    model: { task: "binary", endpoint },
    captures: { bucket: "acme-captures", existing: true, format: "sagemaker-jsonl", samplingPercent: 20 },
  });
  const text = JSON.stringify(own!["DashboardBody"]).replaceAll('\\"', '"');

  it("is there on request only", () => {
    expect(others).toEqual([]);
    expect(own!["DashboardName"]).toBe("plumbline_churn");
    expect(dashboardsOf({ model: { task: "binary", endpoint } })).toEqual([]);
  });

  it("shows what the hub's shows, of this monitor", () => {
    for (const name of ["OpenIncidents", "DriftScoreNow", "RecordsProfiled"]) {
      expect(text).toContain(`["Plumbline","${name}","Monitor","churn"`);
    }
    expect(text).toContain(":function:plumbline-churn-widget");
  });

  it.each(["ModelLatency", "OverheadLatency", "Invocations", "Invocation4XXErrors", "Invocation5XXErrors"])(
    "shows %s of the endpoint's variant",
    (name) => {
      expect(text).toContain(`["AWS/SageMaker","${name}","EndpointName","churn-live","VariantName","blue"`);
    },
  );

  it.each(["CPUUtilization", "MemoryUtilization", "DiskUtilization", "GPUUtilization"])("shows %s", (name) => {
    expect(text).toContain(`["/aws/sagemaker/Endpoints","${name}","EndpointName","churn-live","VariantName","blue"`);
  });

  it("holds a fifth of the requests against the records that were captured", () => {
    expect(text).toContain('"expression":"requests * 0.2"');
    expect(text).toContain('"expression":"100 * (1 - (profiled + FILL(rejected, 0)) / (requests * 0.2))"');
    expect(text).toContain('"expression":"100 * (1 - FILL(failed, 0) / requests)"');
  });

  it("has a widget for the latency where captures carry it, and only there", () => {
    expect(text).not.toContain('"view":"latency"');
    const told = dashboardsOf({ dashboard: true, columns: { latency: { column: "took" } } });
    expect(JSON.stringify(told).replaceAll('\\\\\\"', '"').replaceAll('\\"', '"')).toContain('"view":"latency"');
  });

  it("has no row for an endpoint that is not named", () => {
    expect(JSON.stringify(dashboardsOf({ dashboard: true }))).not.toContain("SageMaker");
  });
});
