import { describe, expect, it } from "vitest";
import { oneMonitor, resourcesOf, synthesize, type TemplateJson } from "../synthesize.js";

const SPEND = { tag: "model=churn", monthlyUsd: 400 };
const monitorWith = (spend: object): TemplateJson =>
  synthesize(oneMonitor({ model: { spend }, notify: { page: ["ds@example.com"] } })).templates.get(
    "plumbline-monitor-churn",
  )!;
const budgetsOf = (template: TemplateJson) => resourcesOf(template, "AWS::Budgets::Budget");

interface Told {
  readonly Notification: { readonly NotificationType: string; readonly Threshold: number };
  readonly Subscribers: readonly { readonly SubscriptionType: string; readonly Address: unknown }[];
}

describe("a monitor whose model may cost so much", () => {
  const budgets = budgetsOf(monitorWith(SPEND));

  it("has one budget over the model's own tag", () => {
    expect(budgets.map(({ properties }) => properties["Budget"])).toEqual([
      {
        BudgetName: "plumbline-churn-model",
        BudgetType: "COST",
        TimeUnit: "MONTHLY",
        BudgetLimit: { Amount: 400, Unit: "USD" },
        CostFilters: { TagKeyValue: ["user:model$churn"] },
      },
    ]);
  });

  it("tells whom the monitor pages, at its shares and at the forecast", () => {
    const told = budgets[0]!.properties["NotificationsWithSubscribers"] as readonly Told[];
    expect(told.map(({ Notification }) => [Notification.NotificationType, Notification.Threshold])).toEqual([
      ["ACTUAL", 80],
      ["ACTUAL", 100],
      ["FORECASTED", 100],
    ]);
    const [topic, address] = told[0]!.Subscribers;
    expect([topic!.SubscriptionType, JSON.stringify(topic!.Address)]).toEqual([
      "SNS",
      expect.stringContaining("plumbline-page-churn"),
    ]);
    expect(address).toEqual({ SubscriptionType: "EMAIL", Address: "ds@example.com" });
  });
});

describe("a monitor whose model names a tag alone", () => {
  it("has no budget", () => {
    expect(budgetsOf(monitorWith({ tag: "model=churn" }))).toEqual([]);
  });
});
