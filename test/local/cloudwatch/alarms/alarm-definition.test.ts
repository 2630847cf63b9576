import { describe, expect, it } from "vitest";
import { alarmDefinition } from "../../../../local/cloudwatch/alarms/alarm-definition.js";

const RULE = { EvaluationPeriods: 3, Threshold: 10, ComparisonOperator: "GreaterThanOrEqualToThreshold" };
const PLAIN = { ...RULE, Namespace: "Plumbline", MetricName: "Rejected", Statistic: "Sum", Period: 3600 };

const METRIC = {
  Id: "m1",
  ReturnData: false,
  MetricStat: { Metric: { Namespace: "AWS/SQS", MetricName: "Depth" }, Period: 300, Stat: "Maximum" },
};

describe("an alarm's template properties", () => {
  it("are read with CloudFormation's defaults: all of N, missing, actions on, a name from the resource", () => {
    expect(alarmDefinition(PLAIN, "hub/Alarm", "hub-Alarm")).toMatchObject({
      name: "hub-Alarm",
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      treatMissingData: "missing",
      actionsEnabled: true,
      periodMs: 3_600_000,
      threshold: 10,
    });
  });

  it("may be text where a template parameter gave them", () => {
    expect(alarmDefinition({ ...PLAIN, Threshold: "2.5", Period: "300" }, "a", "a")).toMatchObject({
      threshold: 2.5,
      periodMs: 300_000,
    });
  });

  it("may watch metric math over several metrics", () => {
    const metrics = [METRIC, { Id: "e1", Expression: "FILL(m1, 0) > 3" }];
    expect(alarmDefinition({ ...RULE, Metrics: metrics }, "a", "a").watched).toMatchObject({ id: "e1" });
  });

  it("ignore missing data of DynamoDB whatever the template says, as AWS does", () => {
    const properties = { ...PLAIN, Namespace: "AWS/DynamoDB", TreatMissingData: "breaching" };
    expect(alarmDefinition(properties, "a", "a").treatMissingData).toBe("ignore");
  });

  it.each([
    { why: "an unknown property", change: { EvaluationWindow: {} }, message: /a\.EvaluationWindow is not supported/ },
    { why: "an anomaly operator", change: { ComparisonOperator: "LessThanLowerThreshold" }, message: /LessThanLower/ },
    { why: "a trimmed mean", change: { Statistic: "tm99" }, message: /statistic tm99/ },
    { why: "a period of 90 seconds", change: { Period: 90 }, message: /multiple of 60/ },
    { why: "a high-resolution period", change: { Period: 10 }, message: /high resolution/ },
    { why: "M above N", change: { DatapointsToAlarm: 4 }, message: /at most EvaluationPeriods 3/ },
    { why: "25 hours by the minute", change: { Period: 60, EvaluationPeriods: 1500 }, message: /at most 86400 s/ },
    { why: "8 days by the hour", change: { EvaluationPeriods: 192 }, message: /at most 604800 s/ },
    { why: "an action that is no topic", change: { AlarmActions: ["arn:aws:lambda:x"] }, message: /no topic/ },
    { why: "six actions", change: { OKActions: Array(6).fill("arn:aws:sns:r:1:t") }, message: /at most 5/ },
    { why: "a missing threshold", change: { Threshold: undefined }, message: /a\.Threshold is required/ },
  ])("refuse $why", ({ change, message }) => {
    expect(() => alarmDefinition({ ...PLAIN, ...change }, "a", "a")).toThrow(message);
  });

  it.each([
    { why: "SEARCH", expression: "SEARCH('x', 'Sum', 300)", message: /metric-math function SEARCH/ },
    { why: "an array as the result", expression: "[m1, m1]", message: /one time series, got 2/ },
    { why: "a number as the result", expression: "MAX(m1)", message: /got a single number/ },
    { why: "an unknown id", expression: "m1 + m2", message: /names m2/ },
    { why: "an expression of itself", expression: "e1 + m1", message: /refers to itself/ },
  ])("refuse metric math with $why", ({ expression, message }) => {
    const metrics = [METRIC, { Id: "e1", Expression: expression }];
    expect(() => alarmDefinition({ ...RULE, Metrics: metrics }, "a", "a")).toThrow(message);
  });

  it("refuse metric math over eleven metrics, and two queries that return data", () => {
    const many = Array.from({ length: 11 }, (_, index) => ({ ...METRIC, Id: `m${index}` }));
    const properties = { ...RULE, Metrics: [...many, { Id: "e1", Expression: "SUM(METRICS())" }] };
    expect(() => alarmDefinition(properties, "a", "a")).toThrow(/at most 10 metrics, got 11/);
    const two = [
      { ...METRIC, ReturnData: true },
      { Id: "e1", Expression: "m1" },
    ];
    expect(() => alarmDefinition({ ...RULE, Metrics: two }, "a", "a")).toThrow(/exactly one query/);
  });
});
