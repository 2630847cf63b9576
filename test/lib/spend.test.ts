import { describe, expect, it } from "vitest";
import { predictSpend } from "../../src/core/spend/prediction.js";
import { entriesOf } from "../../src/core/spend/usage.js";
import { US_EAST_1 } from "../../src/core/spend/us-east-1.js";
import { ASSUMED_TRAFFIC, hubShape, monitorShape, predictConfigSpend } from "../../src/pipeline/predict-spend.js";
import { RESOURCE_COSTS } from "./resource-costs.js";
import { oneMonitor, resourcesOf, synthesize, type TemplateJson } from "./synthesize.js";

/** Everything that a configuration may deploy more than another. */
const WRITTEN = {
  hub: { notify: { page: ["oncall@example.com"] } },
  monitors: {
    plain: { captures: { format: "sagemaker-jsonl" }, reference: { live: "7d" } },
    labelled: {
      model: { task: "binary" },
      captures: { bucket: "acme-captures", existing: true, prefix: "churn/", format: "sagemaker-jsonl" },
      reference: { table: "s3://acme/train.csv" },
      columns: { output: { score: 0 } },
      labels: { prefix: "truth/", format: "sagemaker-ground-truth" },
      notify: { page: ["churn@example.com"], digest: { to: ["growth@example.com"], every: "week" } },
    },
  },
};
const { config, templates } = synthesize(WRITTEN);
const types = new Set(
  [...templates.values()].flatMap(({ Resources }) => Object.values(Resources).map(({ Type }) => Type)),
);
const monitorTemplate = (name: string): TemplateJson => templates.get(`plumbline-monitor-${name}`)!;

/** Metrics that alarms watch: each metric of an expression is billed. */
function alarmMetrics(from: Parameters<typeof resourcesOf>[0]): number {
  const watched = resourcesOf(from, "AWS::CloudWatch::Alarm").map(({ properties }) => {
    const metrics = properties["Metrics"] as readonly { readonly MetricStat?: unknown }[] | undefined;
    return metrics === undefined ? 1 : metrics.filter(({ MetricStat: stat }) => stat !== undefined).length;
  });
  return watched.reduce((sum, count) => sum + count, 0);
}

describe("every resource type of the templates", () => {
  it.each([...types].sort())("is priced, or costs nothing by itself for a reason: %s", (type) => {
    expect(Object.keys(RESOURCE_COSTS)).toContain(type);
  });

  it("is in the model by each of its prices", () => {
    const { hub, monitors } = predictConfigSpend(config, {}, US_EAST_1);
    const used = new Set(
      [hub, ...monitors].flatMap(({ usage }) => [...entriesOf(usage.fixed), ...entriesOf(usage.metered)]),
    );
    const names = new Set([...used].filter(([, amount]) => amount > 0).map(([name]) => name));
    const priced = [...types].flatMap((type) => {
      const cost = RESOURCE_COSTS[type]!;
      return "by" in cost ? cost.by : [];
    });
    expect(priced.filter((name) => !names.has(name))).toEqual([]);
  });
});

describe.each(["plain", "labelled"])("the shape of the monitor %s", (name) => {
  const monitor = config.monitors.find((each) => each.name === name)!;
  const shape = monitorShape(monitor, config.hub.store.retentionDays);

  it("has as many polled queues as its template", () => {
    expect(resourcesOf(monitorTemplate(name), "AWS::Lambda::EventSourceMapping")).toHaveLength(shape.eventSources);
  });

  it("has as many metrics of alarms as its template: each metric of an expression is billed", () => {
    expect(alarmMetrics(monitorTemplate(name))).toBe(shape.alarmMetrics);
  });

  it("has one run an hour and one a day", () => {
    const schedules = resourcesOf(monitorTemplate(name), "AWS::Scheduler::Schedule");
    expect(schedules.map(({ properties }) => String(properties["ScheduleExpression"])).sort()).toEqual([
      expect.stringMatching(/^cron\(10 3 \* \* \? \*\)$/),
      expect.stringMatching(/^cron\(\d+ \* \* \* \? \*\)$/),
    ]);
  });
});

describe("the default monitor", () => {
  it("costs at most $2.50 a month while it is idle", () => {
    const [monitor] = synthesize(oneMonitor()).config.monitors;
    const shape = monitorShape(monitor!, 400);
    const { monitors } = predictSpend([{ shape, traffic: ASSUMED_TRAFFIC }], US_EAST_1);
    expect(monitors[0]!.fixedUsd).toBeLessThanOrEqual(2.5);
  });
});

describe("the hub", () => {
  const webhook = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:hook-AbCdEf";
  it.each([
    { why: "alone", hub: {}, monitor: {} },
    { why: "that tells by e-mail", hub: { notify: { page: ["a@example.com"] } }, monitor: {} },
    { why: "with a webhook", hub: {}, monitor: { notify: { webhook } } },
    { why: "with a cap", hub: { spend: { monthlyUsd: 100 }, notify: { page: ["a@example.com"] } }, monitor: {} },
  ])("$why has in its price what its templates have", ({ hub, monitor }) => {
    const one = synthesize(oneMonitor(monitor, hub));
    const own = [...one.templates].filter(([stack]) => !stack.includes("-monitor-"));
    const count = (type: string): number => resourcesOf(new Map(own), type).length;
    const { fixed } = predictConfigSpend(one.config, {}, US_EAST_1).hub.usage;
    expect(fixed.dashboardMonth).toBe(count("AWS::CloudWatch::Dashboard"));
    expect(fixed.compositeAlarmMonth).toBe(count("AWS::CloudWatch::CompositeAlarm"));
    expect(fixed.alarmMetricMonth).toBe(alarmMetrics(new Map(own)));
    expect(hubShape(one.config).eventSources).toBe(count("AWS::Lambda::EventSourceMapping"));
  });
});

describe("a dashboard of a monitor's own", () => {
  it("is in the monitor's standing price as it is in its template", () => {
    const idleUsd = (monitor: Readonly<Record<string, unknown>>): number => {
      const [one] = predictConfigSpend(synthesize(oneMonitor(monitor)).config, {}, US_EAST_1).monitors;
      return one!.fixedUsd;
    };
    // CloudWatch's list price of a dashboard.
    expect(idleUsd({ dashboard: true }) - idleUsd({})).toBeCloseTo(3, 9);
  });
});
