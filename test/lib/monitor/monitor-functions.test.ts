import { describe, expect, it } from "vitest";
import { parseMonitorEnvironment } from "../../../src/config/index.js";
import { oneMonitor, resourcesOf, synthesize } from "../synthesize.js";
import { churn, environmentOf } from "./churn.js";

describe("the functions of a monitor", () => {
  const functions = resourcesOf(churn, "AWS::Lambda::Function");

  it("run on arm64 and the newest Node.js LTS, from bundles, with logs that expire", () => {
    expect(functions.map(({ properties }) => properties["FunctionName"]).sort()).toEqual([
      "plumbline-churn-analyze",
      "plumbline-churn-baseline",
      "plumbline-churn-profile",
      "plumbline-churn-reconcile",
      "plumbline-churn-widget",
    ]);
    for (const { properties } of functions) {
      expect(properties).toMatchObject({ Architectures: ["arm64"], Runtime: "nodejs24.x", Handler: "index.handler" });
      const logs = (properties["LoggingConfig"] as { LogGroup: { Ref: string } }).LogGroup.Ref;
      expect(churn.Resources[logs]!.Properties["RetentionInDays"]).toBe(30);
    }
  });

  const everyFunction = ["CONFIG", "STORE_BUCKET", "TABLE", "CAPTURE_BUCKET", "HASH_KEY"];
  it.each([
    { name: "profile", variables: [...everyFunction, "DEAD_LETTER_QUEUE_URL"] },
    { name: "baseline", variables: [...everyFunction, "CAPTURE_QUEUE_URL"] },
    { name: "reconcile", variables: [...everyFunction, "CAPTURE_QUEUE_URL"] },
    { name: "widget", variables: ["CONFIG", "STORE_BUCKET", "TABLE"] },
    {
      name: "analyze",
      variables: [...everyFunction, "CAPTURE_QUEUE_URL", "PAGE_TOPIC_ARN", "DASHBOARD_URL"],
    },
  ])("$name is told what it needs and nothing else", ({ name, variables }) => {
    const environment = environmentOf(churn, `plumbline-churn-${name}`);
    expect(Object.keys(environment).sort()).toEqual(variables.map((variable) => `PLUMBLINE_${variable}`).sort());
  });

  it("carry the monitor's configuration in a form that they can read", () => {
    const { PLUMBLINE_CONFIG: text } = environmentOf(churn, "plumbline-churn-profile");
    const { monitor, hub } = parseMonitorEnvironment(String(text));
    expect(monitor.captures).toMatchObject({ bucket: "acme-captures", prefix: "churn/" });
    expect(hub.notify.page).toEqual(["oncall@example.com"]);
  });

  it("hash with the hub stack's own identifier, which other accounts can't know", () => {
    const hub = synthesize(oneMonitor()).templates.get("plumbline-hub")!;
    expect(Object.values(hub.Outputs!)).toContainEqual(
      expect.objectContaining({ Value: { "Fn::Select": [2, { "Fn::Split": ["/", { Ref: "AWS::StackId" }] }] } }),
    );
    const { PLUMBLINE_HASH_KEY: key } = environmentOf(churn, "plumbline-churn-profile");
    expect(key).toEqual({ "Fn::ImportValue": "plumbline-hub:HashKey" });
  });

  it("work on their queue with partial failures and a bound on concurrency", () => {
    const mappings = resourcesOf(churn, "AWS::Lambda::EventSourceMapping").map(({ properties }) => properties);
    expect(mappings).toEqual([
      expect.objectContaining({
        BatchSize: 10,
        FunctionResponseTypes: ["ReportBatchItemFailures"],
        ScalingConfig: { MaximumConcurrency: 10 },
      }),
    ]);
  });

  it("build a baseline when training data lands or the monitor wants one, and lose no request that fails", () => {
    const patterns = resourcesOf(churn, "AWS::Events::Rule").map(({ properties }) => properties["EventPattern"]);
    expect(patterns).toContainEqual({
      source: ["plumbline"],
      "detail-type": ["Plumbline Baseline Wanted"],
      detail: { hub: ["plumbline"], monitor: ["churn"] },
    });
    const builder = resourcesOf(churn, "AWS::Lambda::Function").find(
      ({ properties }) => properties["FunctionName"] === "plumbline-churn-baseline",
    );
    expect(builder!.properties["DeadLetterConfig"]).toEqual({ TargetArn: expect.anything() as unknown });
  });

  it("leave messages invisible for six times their own time limit", () => {
    const visibility = new Map(
      resourcesOf(churn, "AWS::SQS::Queue").map(({ properties }) => [
        properties["QueueName"],
        properties["VisibilityTimeout"],
      ]),
    );
    expect(visibility.get("plumbline-churn-captures")).toBe(6 * 5 * 60);
  });
});
