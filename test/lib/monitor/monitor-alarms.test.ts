import { describe, expect, it } from "vitest";
import { oneMonitor, resourcesOf, topicArn } from "../synthesize.js";
import { churn, monitorTemplate } from "./churn.js";

describe("the alarms of a monitor", () => {
  const alarm = (kind: string): Record<string, unknown> => ({
    ...resourcesOf(churn, "AWS::CloudWatch::Alarm").find(
      ({ properties }) => properties["AlarmName"] === `plumbline-churn-${kind}`,
    )!.properties,
  });
  const pageTopic = [topicArn("plumbline-page")];

  it("open-incidents watches the run's own metric and mails nobody", () => {
    expect(alarm("open-incidents")).toMatchObject({
      Namespace: "Plumbline",
      MetricName: "OpenIncidents",
      Dimensions: [{ Name: "Monitor", Value: "churn" }],
      Statistic: "Maximum",
      Period: 3600,
      Threshold: 1,
      ComparisonOperator: "GreaterThanOrEqualToThreshold",
      TreatMissingData: "notBreaching",
    });
    expect(alarm("open-incidents")["AlarmActions"]).toBeUndefined();
  });

  it("pipeline speaks for dead letters, waiting captures and failing runs, also while a queue is idle and has no data", () => {
    const { Metrics: metrics, AlarmActions: actions, TreatMissingData: missing } = alarm("pipeline");
    const expression = "MAX([dead, oldest / 21600, analysis / 2, reconciliation / 2])";
    expect(metrics).toContainEqual(expect.objectContaining({ Expression: expression }));
    for (const watched of ["churn-dead", "churn-captures", "churn-analyze", "churn-reconcile"]) {
      expect(JSON.stringify(metrics)).toContain(`"plumbline-${watched}"`);
    }
    expect(missing).toBe("notBreaching");
    expect(actions).toEqual(pageTopic);
  });

  it("freshness speaks when records stay away for longer than is usual, and not while nothing runs", () => {
    expect(alarm("freshness")).toMatchObject({
      MetricName: "CaptureSilence",
      Threshold: 1,
      TreatMissingData: "ignore",
      AlarmActions: pageTopic,
    });
  });

  it("say what they mean, what to do and where to read more", () => {
    for (const kind of ["open-incidents", "pipeline", "freshness", "heartbeat"]) {
      expect(alarm(kind)["AlarmDescription"]).toMatch(
        new RegExp(`^Plumbline: churn .+\\. What to do: .+\\. More in docs/operations\\.md#${kind}\\.$`),
      );
    }
  });

  it("are one in the composite, which mails nobody and misses no heartbeat before the first window is judged", () => {
    const [composite] = resourcesOf(churn, "AWS::CloudWatch::CompositeAlarm");
    const rule = JSON.stringify(composite!.properties["AlarmRule"]);
    expect(rule.match(/INSUFFICIENT_DATA/g)).toHaveLength(2);
    expect(rule.match(/ALARM\(/g)).toHaveLength(3);
    expect(Object.keys(composite!.properties).filter((name) => name.endsWith("Actions"))).toEqual([]);
  });

  it("heartbeat speaks when runs end, and not after a first deployment, before there was any", () => {
    expect(alarm("heartbeat")).toMatchObject({
      MetricName: "OpenIncidents",
      Threshold: 0,
      ComparisonOperator: "LessThanThreshold",
      TreatMissingData: "missing",
      InsufficientDataActions: pageTopic,
    });
    expect(alarm("heartbeat")["AlarmActions"]).toBeUndefined();
  });

  it("of a monitor with people of its own go to the hub's topic for these people", () => {
    const own = monitorTemplate(oneMonitor({ notify: { page: ["churn@example.com"] } }));
    const pipeline = resourcesOf(own, "AWS::CloudWatch::Alarm").find(
      ({ properties }) => properties["AlarmName"] === "plumbline-churn-pipeline",
    );
    expect(pipeline!.properties["AlarmActions"]).toEqual([topicArn("plumbline-page-churn")]);
    expect(resourcesOf(own, "AWS::SNS::Topic")).toEqual([]);
  });
});
