import { Stack } from "aws-cdk-lib";
import type { CfnRule, Rule } from "aws-cdk-lib/aws-events";
import { describe, expect, it } from "vitest";
import { MonitoringHub } from "../../../lib/hub/monitoring-hub.js";
import { ModelMonitor } from "../../../lib/monitor/model-monitor.js";
import { configFromData } from "../../../src/config/index.js";
import { PlumblineError } from "../../../src/contracts/errors.js";
import { BUNDLES, newApp, resourcesOf, synthesize, templatesOf } from "../synthesize.js";

describe("a monitor in one's own CDK app", () => {
  const written = { monitors: { churn: { captures: { format: "sagemaker-jsonl" }, reference: { live: "7d" } } } };
  const config = configFromData(written, "app.ts");

  it("lives in one stack with its hub, without exports, and creates its own bucket", () => {
    const app = newApp();
    const stack = new Stack(app, "Everything");
    const hub = new MonitoringHub(stack, "Hub", { config, lambdaBundles: BUNDLES });
    const monitor = new ModelMonitor(stack, "Churn", { hub, monitor: "churn" });
    const template = templatesOf(app).get("Everything")!;
    expect(template.Outputs).toBeUndefined();
    expect(resourcesOf(template, "AWS::S3::Bucket")).toHaveLength(2);
    expect(stack.resolve(monitor.captureBucket.bucketName)).toHaveProperty("Ref");
    expect(monitor.metricDriftScore().toMetricConfig().metricStat).toMatchObject({
      namespace: "Plumbline",
      metricName: "DriftScoreNow",
      dimensions: [{ name: "Monitor", value: "churn" }],
    });
  });

  it("hands its incidents to a target of one's own: those that page, unless one wants others", () => {
    const stack = new Stack(newApp(), "Everything");
    const hub = new MonitoringHub(stack, "Hub", { config, lambdaBundles: BUNDLES });
    const monitor = new ModelMonitor(stack, "Churn", { hub, monitor: "churn" });
    const patternOf = (rule: Rule): unknown =>
      stack.resolve((rule.node.defaultChild as CfnRule).eventPattern) as unknown;
    const target = { bind: () => ({ arn: "arn:aws:lambda:eu-central-1:111122223333:function:ticket" }) };
    expect(patternOf(monitor.onIncident("Ticket", target))).toMatchObject({
      source: ["plumbline"],
      "detail-type": ["Plumbline Incident"],
      detail: {
        monitor: ["churn"],
        transition: ["opened", "escalated"],
        severity: ["medium", "high", "critical"],
        heldBack: [{ exists: false }],
      },
    });
    const every = { transitions: ["closed"], leastSeverity: "critical", muted: true } as const;
    const { detail } = patternOf(monitor.onIncident("Closed", target, every)) as { detail: object };
    expect(detail).toMatchObject({ transition: ["closed"], severity: ["critical"] });
    expect(detail).not.toHaveProperty("heldBack");
  });

  it("is refused under a name that the configuration doesn't have", () => {
    const stack = new Stack(newApp(), "Everything");
    const hub = new MonitoringHub(stack, "Hub", { config, lambdaBundles: BUNDLES });
    expect(() => new ModelMonitor(stack, "Chrun", { hub, monitor: "chrun" })).toThrow(
      "monitor expects one of churn, got chrun",
    );
  });

  it("says what is missing when its bundles have not been built", () => {
    const stack = new Stack(newApp(), "Everything");
    const props = { config, lambdaBundles: "/nowhere" };
    expect(() => new MonitoringHub(stack, "Hub", props)).toThrow("run npm run build first");
  });

  it("is refused when names leave no room for a function's", () => {
    const longNames = { hub: { name: "h".repeat(20) }, monitors: { ["m".repeat(40)]: written.monitors.churn } };
    expect(() => synthesize(longNames)).toThrow(PlumblineError);
    expect(() => synthesize(longNames)).toThrow("at most 53 characters together, got 60");
  });
});
