import { describe, expect, it } from "vitest";
import { names } from "../../../lib/names.js";
import { FUNCTION_GB } from "../../../src/core/spend/rates.js";
import { checkCap } from "../../../src/pipeline/spend-cap.js";
import { oneMonitor, resourcesOf, statementsOf, synthesize, type TemplateJson } from "../synthesize.js";

const LABELS = { columns: { output: { score: 0 } }, labels: { prefix: "truth/", format: "sagemaker-ground-truth" } };
const CAP = { notify: { page: ["ops@example.com"] }, spend: { monthlyUsd: 200, notifyAt: [25, 50, 75, 90, 100] } };
const { config, templates } = synthesize(oneMonitor(LABELS, CAP));
const hub = templates.get("plumbline-hub")!;
const monitor = templates.get("plumbline-monitor-churn")!;
const without = synthesize(oneMonitor(LABELS));

const actionsOf = (template: TemplateJson): Set<string> =>
  new Set(
    resourcesOf(template, "AWS::IAM::Policy").flatMap(({ properties }) =>
      statementsOf(properties).flatMap(({ Action }) => Action),
    ),
  );

describe("a hub with a cap", () => {
  it("has a guard that looks every hour, and an alarm on the forecast", () => {
    const functions = resourcesOf(hub, "AWS::Lambda::Function").map(({ properties }) => properties["FunctionName"]);
    expect(functions).toContain("plumbline-guard-spend");
    const schedules = resourcesOf(hub, "AWS::Scheduler::Schedule").map(
      ({ properties }) => properties["ScheduleExpression"],
    );
    expect(schedules).toContain("cron(5 * * * ? *)");
    const alarm = resourcesOf(hub, "AWS::CloudWatch::Alarm").find(
      ({ properties }) => properties["AlarmName"] === names.hubAlarm("plumbline", "spend"),
    );
    expect(alarm?.properties).toMatchObject({ Threshold: 200, EvaluationPeriods: 3, TreatMissingData: "missing" });
    expect(alarm?.properties["InsufficientDataActions"]).toEqual(alarm?.properties["AlarmActions"]);
    expect(JSON.stringify(alarm?.properties["Metrics"])).toContain('"MetricName":"SpendForecastUsd"');
  });

  it("has a budget over its tag, with the largest four shares and the forecast", () => {
    const [budget] = resourcesOf(hub, "AWS::Budgets::Budget");
    expect(budget?.properties["Budget"]).toMatchObject({
      BudgetLimit: { Amount: 200, Unit: "USD" },
      TimeUnit: "MONTHLY",
      CostFilters: { TagKeyValue: ["user:plumbline:hub$plumbline"] },
    });
    const told = budget!.properties["NotificationsWithSubscribers"] as {
      Notification: { NotificationType: string; Threshold: number };
      Subscribers: { SubscriptionType: string; Address: unknown }[];
    }[];
    expect(told.map(({ Notification: { NotificationType: type, Threshold } }) => [type, Threshold])).toEqual([
      ["ACTUAL", 50],
      ["ACTUAL", 75],
      ["ACTUAL", 90],
      ["ACTUAL", 100],
      ["FORECASTED", 100],
    ]);
    expect(told[0]!.Subscribers.map(({ SubscriptionType }) => SubscriptionType)).toEqual(["SNS", "EMAIL"]);
    expect(told[0]!.Subscribers[1]!.Address).toBe("ops@example.com");
  });

  it("lets each monitor turn off its own event sources and nobody else's, and read where the hub stands", () => {
    const statements = resourcesOf(monitor, "AWS::IAM::Policy").flatMap(({ id, properties }) =>
      statementsOf(properties).map((statement) => ({ id, ...statement })),
    );
    const switching = statements.filter(({ Action }) => Action === "lambda:UpdateEventSourceMapping");
    const sources = resourcesOf(monitor, "AWS::Lambda::EventSourceMapping");
    expect(switching.map(({ id }) => id)).toEqual([expect.stringContaining("Analysis")]);
    expect(JSON.stringify(switching[0]!.Resource).match(/event-source-mapping:/g)).toHaveLength(sources.length);
    expect(JSON.stringify(switching[0]!.Resource)).not.toContain("*");
    const standing = statements.filter(({ Condition }) => JSON.stringify(Condition ?? {}).includes("HUB#SPEND"));
    expect(standing.map(({ Action }) => Action)).toEqual(["dynamodb:GetItem", "dynamodb:GetItem", "dynamodb:GetItem"]);
  });

  it("tells those who are told of the hub, also where only its monitors name somebody", () => {
    const { templates: own } = synthesize(
      oneMonitor({ notify: { page: ["churn@example.com"] } }, { spend: { monthlyUsd: 200 } }),
    );
    const template = own.get("plumbline-hub")!;
    const topic = resourcesOf(template, "AWS::SNS::Topic").find(
      ({ properties }) => properties["TopicName"] === "plumbline-page-churn",
    )!;
    const alarm = resourcesOf(template, "AWS::CloudWatch::Alarm").find(
      ({ properties }) => properties["AlarmName"] === names.hubAlarm("plumbline", "spend"),
    );
    expect(alarm?.properties["AlarmActions"]).toEqual([{ Ref: topic.id }]);
    const publish = resourcesOf(template, "AWS::IAM::Policy")
      .filter(({ id }) => id.includes("guardspend"))
      .flatMap(({ properties }) => statementsOf(properties))
      .filter(({ Action }) => Action === "sns:Publish");
    expect(publish.map(({ Resource }) => Resource)).toEqual([{ Ref: topic.id }]);
    const [budget] = resourcesOf(template, "AWS::Budgets::Budget");
    expect(JSON.stringify(budget)).toContain("churn@example.com");
  });

  it("holds profiling to what the cap's tolerance pays for", () => {
    const [captures] = resourcesOf(monitor, "AWS::Lambda::EventSourceMapping").map(
      ({ properties }) => (properties["ScalingConfig"] as { MaximumConcurrency: number }).MaximumConcurrency,
    );
    expect(captures).toBe(checkCap(config)!.profilingConcurrency);
    expect(captures).toBeLessThan(10);
  });

  it("is refused where the cap leaves no room for work", () => {
    expect(() => synthesize(oneMonitor({}, { spend: { monthlyUsd: 5 } }))).toThrow(
      /expects at least 1\.5 x the fixed part/,
    );
  });

  it("is refused with a price that nobody knows", () => {
    const prices = { usd: { lambda: 1 } };
    expect(() => synthesize(oneMonitor({}, { spend: { monthlyUsd: 500, prices } }))).toThrow(
      /price usd\.lambda expects one of/,
    );
  });
});

describe("a hub without a cap", () => {
  it("has none of it", () => {
    expect(resourcesOf(without.templates, "AWS::Budgets::Budget")).toEqual([]);
    const all = [...without.templates.values()];
    expect(JSON.stringify(all)).not.toContain("HUB#SPEND");
    expect(JSON.stringify(all)).not.toContain("guard-spend");
    expect(all.flatMap((template) => [...actionsOf(template)])).not.toContain("lambda:UpdateEventSourceMapping");
  });

  it("turns event sources on that a cap may have turned off, which a hub with one leaves to its monitors", () => {
    const enabled = (template: TemplateJson): unknown[] =>
      resourcesOf(template, "AWS::Lambda::EventSourceMapping").map(({ properties }) => properties["Enabled"]);
    const [captures] = enabled(without.templates.get("plumbline-monitor-churn")!);
    expect(captures).toBe(true);
    expect(new Set(enabled(monitor))).toEqual(new Set([undefined]));
  });

  it("profiles ten captures at once", () => {
    const template = without.templates.get("plumbline-monitor-churn")!;
    const scaling = resourcesOf(template, "AWS::Lambda::EventSourceMapping").map(
      ({ properties }) => properties["ScalingConfig"],
    );
    expect(scaling).toContainEqual({ MaximumConcurrency: 10 });
  });
});

describe("the memory that the ledger multiplies seconds with", () => {
  it("is that of the templates, function by function", () => {
    const memory = resourcesOf(monitor, "AWS::Lambda::Function").map(({ properties }) => [
      String(properties["FunctionName"]).replace("plumbline-churn-", ""),
      (properties["MemorySize"] as number) / 1024,
    ]);
    expect(Object.fromEntries(memory)).toEqual(FUNCTION_GB);
  });
});
