import { RemovalPolicy, Stack } from "aws-cdk-lib";
import { describe, expect, it } from "vitest";
import { MonitoringHub } from "../../../lib/hub/monitoring-hub.js";
import { configFromData } from "../../../src/config/index.js";
import { BUNDLES, newApp, oneMonitor, resourcesOf, statementsOf, synthesize, templatesOf } from "../synthesize.js";

const hub = synthesize(
  oneMonitor({}, { name: "ml", store: { retentionDays: 90 }, notify: { page: ["a@example.com", "b@example.com"] } }),
).templates.get("ml-hub")!;

describe("the hub", () => {
  it("keeps state in a table that can be restored to any second and forgets what has expired", () => {
    const [table] = resourcesOf(hub, "AWS::DynamoDB::GlobalTable");
    expect(table!.properties).toMatchObject({
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
      TimeToLiveSpecification: { AttributeName: "ttl", Enabled: true },
      Replicas: [{ PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }],
    });
    expect(table!.resource.DeletionPolicy).toBe("Retain");
  });

  it("lets everything in the store expire but the inventory, which would make old captures new", () => {
    const [store] = resourcesOf(hub, "AWS::S3::Bucket");
    const { Rules: rules } = store!.properties["LifecycleConfiguration"] as {
      Rules: { Prefix?: string; ExpirationInDays?: number }[];
    };
    const expiring = rules.filter(({ ExpirationInDays: days }) => days !== undefined);
    expect(Object.fromEntries(expiring.map((rule) => [rule.Prefix, rule.ExpirationInDays]))).toEqual({
      "profiles/": 90,
      "windows/": 90,
      "reports/": 90,
      "verdicts/": 90,
      "rejects/": 90,
      "quality/": 90,
      // Rows of single predictions live as long as captures may be late; no monitor here waits for labels.
      "rows/": 14,
      "joinrows/": 14,
      "joinfilters/": 14,
      "labels/": 14,
      "labelswaiting/": 14,
    });
  });

  it("subscribes everyone who is to be paged", () => {
    const subscriptions = resourcesOf(hub, "AWS::SNS::Subscription").map(({ properties }) => properties);
    expect(subscriptions.map(({ Protocol, Endpoint }) => [Protocol, Endpoint])).toEqual([
      ["email", "a@example.com"],
      ["email", "b@example.com"],
    ]);
  });

  it("keeps no data where it is told so", () => {
    const app = newApp();
    const stack = new Stack(app, "Trial");
    const config = configFromData(oneMonitor(), "test");
    new MonitoringHub(stack, "Hub", { config, lambdaBundles: BUNDLES, removalPolicy: RemovalPolicy.DESTROY });
    const template = templatesOf(app).get("Trial")!;
    for (const type of ["AWS::S3::Bucket", "AWS::DynamoDB::GlobalTable"]) {
      expect(resourcesOf(template, type).map(({ resource }) => resource.DeletionPolicy)).toEqual(["Delete"]);
    }
  });
});

interface DashboardBody {
  readonly variables: readonly Record<string, unknown>[];
  readonly widgets: readonly { readonly type: string; readonly properties: Record<string, unknown> }[];
}

/** A dashboard's body with the intrinsic functions in it replaced by their first argument's text. */
function bodyOf(properties: Readonly<Record<string, unknown>>): DashboardBody {
  const body = properties["DashboardBody"] as { "Fn::Join": [string, unknown[]] };
  return JSON.parse(
    body["Fn::Join"][1].map((part) => (typeof part === "string" ? part : "region")).join(""),
  ) as DashboardBody;
}

describe("the schedules of a hub's monitors", () => {
  it("may start analysis and reconciliation of any of them, and nothing else", () => {
    const policies = resourcesOf(hub, "AWS::IAM::Policy").filter(({ id }) => id.startsWith("HubMonitorSchedulerRole"));
    const [statement, ...others] = policies.flatMap(({ properties }) => statementsOf(properties));
    expect(others).toEqual([]);
    expect(statement!.Action).toBe("lambda:InvokeFunction");
    const resources = [statement!.Resource].flat().map((resource) => JSON.stringify(resource));
    expect(resources).toEqual([
      expect.stringContaining(":function:ml-*-analyze"),
      expect.stringContaining(":function:ml-*-reconcile"),
    ]);
  });
});

describe("the hub's dashboard", () => {
  const [dashboard] = resourcesOf(hub, "AWS::CloudWatch::Dashboard");
  const body = bodyOf(dashboard!.properties);
  const text = JSON.stringify(body.widgets);

  it("shows any monitor that has published, by one variable", () => {
    expect(dashboard!.properties["DashboardName"]).toBe("ml");
    expect(body.variables).toEqual([
      expect.objectContaining({
        type: "pattern",
        pattern: "MONITOR_NAME",
        inputType: "select",
        search: '{Plumbline,Monitor} MetricName="OpenIncidents"',
        populateFrom: "Monitor",
        defaultValue: "__FIRST",
      }),
    ]);
    expect(text).not.toContain("churn");
  });

  it("shows every metric of a monitor", () => {
    for (const name of ["DriftScoreNow", "OpenIncidents", "CaptureSilence", "RecordsProfiled", "RecordsRejected"]) {
      expect(text).toContain(`["Plumbline","${name}","Monitor","MONITOR_NAME"`);
    }
  });

  it("finds queues and functions by the names that monitors give them", () => {
    const labels = { labels: { prefix: "truth/" }, columns: { output: { score: 0 } } };
    const monitor = [...synthesize(oneMonitor(labels, { name: "ml" })).templates.values()];
    const named = monitor.flatMap((template) => [
      ...resourcesOf(template, "AWS::SQS::Queue").map(({ properties }) => String(properties["QueueName"])),
      ...resourcesOf(template, "AWS::Lambda::Function").map(({ properties }) => String(properties["FunctionName"])),
    ]);
    const shown = [...text.matchAll(/"(?:QueueName|FunctionName)","([^"]+)"/g)].map(([, name]) =>
      name!.replace("MONITOR_NAME", "churn"),
    );
    expect(shown.length).toBeGreaterThan(6);
    for (const name of shown) expect(named).toContain(name);
  });

  it("asks the chosen monitor's own function for incidents, score and features by time", () => {
    const drawn = body.widgets.filter(({ type }) => type === "custom").map(({ properties }) => properties);
    expect(drawn.map(({ params }) => params)).toEqual([{ view: "incidents" }, { view: "timeline" }, { view: "heat" }]);
    for (const { endpoint, updateOn } of drawn) {
      expect(endpoint).toMatch(/^arn:.*:lambda:.*:function:ml-MONITOR_NAME-widget$/);
      expect(updateOn).toMatchObject({ refresh: true, timeRange: true });
    }
  });

  it("asks for the latency where captures of a monitor carry it", () => {
    const other = { reference: { live: "3d" }, columns: { latency: { column: "took" } } };
    const own = synthesize({ hub: { name: "ml" }, monitors: { plain: { reference: { live: "3d" } }, other } });
    const [told] = resourcesOf(own.templates.get("ml-hub")!, "AWS::CloudWatch::Dashboard");
    const params = bodyOf(told!.properties).widgets.map(({ properties }) => properties["params"]);
    expect(params).toContainEqual({ view: "latency" });
  });

  it("shows the hub's spend and its cap, where there is one", () => {
    expect(text).not.toContain("Spend this month");
    const capped = synthesize(oneMonitor({}, { name: "ml", spend: { monthlyUsd: 100 } })).templates.get("ml-hub")!;
    const [own] = resourcesOf(capped, "AWS::CloudWatch::Dashboard");
    const titles = bodyOf(own!.properties).widgets.map(({ properties }) => properties["title"]);
    expect(titles.slice(-2)).toEqual(["Spend this month (US dollars, list prices)", "Spend and its cap of $100"]);
  });

  it("marks the alarm line on the drift score", () => {
    const drift = body.widgets.find(({ properties }) => properties["title"] === "Drift score");
    expect(drift!.properties["annotations"]).toMatchObject({ horizontal: [{ value: 1, label: "Alarm line" }] });
  });
});
