import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { monitoringStacks } from "../../../lib/stacks.js";
import { configFromData, parseHubDocument } from "../../../src/config/index.js";
import {
  BUNDLES,
  newApp,
  oneMonitor,
  resourcesOf,
  type Statement,
  statementsOf,
  synthesize,
  type TemplateJson,
  topicArn,
} from "../synthesize.js";

const WRITTEN = oneMonitor(
  { notify: { page: ["churn@example.com"] } },
  { name: "ml", notify: { page: ["a@example.com"] } },
);

function synthesizedHub(): { readonly folder: string; readonly template: TemplateJson } {
  const app = newApp();
  monitoringStacks(app, { config: configFromData(WRITTEN, "test"), lambdaBundles: BUNDLES });
  const { directory, stacks } = app.synth();
  const stack = stacks.find(({ stackName }) => stackName === "ml-hub")!;
  return { folder: directory, template: stack.template as TemplateJson };
}

const { folder, template } = synthesizedHub();
const notify = resourcesOf(template, "AWS::Lambda::Function").find(
  ({ properties }) => properties["FunctionName"] === "ml-notify",
)!;
const assetOf = (function_: typeof notify): string =>
  (function_.properties["Code"] as { readonly S3Key: string }).S3Key.replace(".zip", "");

describe("a function of the hub", () => {
  it("has the configuration of all monitors beside its bundle", () => {
    const asset = join(folder, `asset.${assetOf(notify)}`);
    expect(parseHubDocument(readFileSync(join(asset, "hub.json"), "utf8"))).toEqual(configFromData(WRITTEN, "test"));
    expect(readFileSync(join(asset, "index.mjs"), "utf8")).toContain("notify");
  });

  it("is the same asset each time, so that a deployment without a change changes nothing", () => {
    const again = resourcesOf(synthesizedHub().template, "AWS::Lambda::Function");
    expect(again.map(assetOf)).toContain(assetOf(notify));
  });

  it("has a role of its own", () => {
    const functions = resourcesOf(template, "AWS::Lambda::Function");
    const roles = new Set(functions.map(({ properties }) => JSON.stringify(properties["Role"])));
    expect(roles.size).toBe(functions.length);
  });

  it("is told where things are, and nothing that grows with the monitors", () => {
    const { Variables: variables } = notify.properties["Environment"] as { Variables: Record<string, unknown> };
    expect(Object.keys(variables).sort()).toEqual([
      "PLUMBLINE_DASHBOARD_URL",
      // Five at most.
      "PLUMBLINE_OWN_TOPIC_ARNS",
      "PLUMBLINE_STORE_BUCKET",
      "PLUMBLINE_TABLE",
      "PLUMBLINE_TOPIC_ARN_PREFIX",
    ]);
  });
});

describe("notify", () => {
  const policy = resourcesOf(template, "AWS::IAM::Policy").find(({ id }) => id.startsWith("HubFunctionsnotifyRole"))!;
  const allowed = statementsOf(policy.properties);

  it("runs every morning", () => {
    expect(resourcesOf(template, "AWS::Scheduler::Schedule").map(({ properties }) => properties)).toContainEqual(
      expect.objectContaining({ ScheduleExpression: "cron(0 7 * * ? *)" }),
    );
  });

  it("may see who has confirmed on the topics that tell somebody", () => {
    const topics = resourcesOf(template, "AWS::SNS::Topic").map(({ id }) => ({ Ref: id }));
    expect(topics).toHaveLength(2);
    expect(allowed).toContainEqual(
      expect.objectContaining({ Action: "sns:ListSubscriptionsByTopic", Resource: topics }),
    );
  });
});

const WEBHOOK = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:hook-AbCdEf";

describe("webhooks", () => {
  const { templates } = synthesize(oneMonitor({ notify: { webhook: WEBHOOK } }, { name: "ml" }));
  const withOne = templates.get("ml-hub")!;
  const queueNames = (of: TemplateJson): unknown[] =>
    resourcesOf(of, "AWS::SQS::Queue").map(({ properties }) => properties["QueueName"]);
  const policyOf = (of: TemplateJson, id: string): readonly Statement[] =>
    statementsOf(resourcesOf(of, "AWS::IAM::Policy").find((each) => each.id.startsWith(id))!.properties);

  it("cost nothing where there are none: no queue, no polling, no secret", () => {
    expect(queueNames(template)).toEqual([]);
    expect(resourcesOf(template, "AWS::Lambda::EventSourceMapping")).toEqual([]);
    expect(JSON.stringify(template)).not.toContain("secretsmanager");
  });

  it("are told from a queue, by notify alone, which may read the configured secret and no other", () => {
    expect(queueNames(withOne)).toEqual(["ml-notify-undelivered", "ml-notify"]);
    expect(resourcesOf(withOne, "AWS::Lambda::EventSourceMapping").map(({ properties }) => properties)).toEqual([
      expect.objectContaining({ FunctionResponseTypes: ["ReportBatchItemFailures"] }),
    ]);
    expect(policyOf(withOne, "HubFunctionsnotifyRole")).toContainEqual(
      expect.objectContaining({ Action: "secretsmanager:GetSecretValue", Resource: WEBHOOK }),
    );
  });

  it("are told of by the analysis of their monitor, which finds the queue by its name", () => {
    const monitor = templates.get("ml-monitor-churn")!;
    expect(JSON.stringify(policyOf(monitor, "MonitorAnalysisRole"))).toContain(":ml-notify");
    const analyze = resourcesOf(monitor, "AWS::Lambda::Function").find(
      ({ properties }) => properties["FunctionName"] === "ml-churn-analyze",
    )!;
    expect(analyze.properties["Environment"]).toMatchObject({
      Variables: { PLUMBLINE_NOTICE_QUEUE_URL: { "Fn::Join": ["", expect.arrayContaining(["https://sqs."])] } },
    });
  });
});

describe("the alarms of the hub itself", () => {
  const alarmsOf = (of: TemplateJson): Record<string, Readonly<Record<string, unknown>>> =>
    Object.fromEntries(
      resourcesOf(of, "AWS::CloudWatch::Alarm").map(({ properties }) => [String(properties["AlarmName"]), properties]),
    );
  const hubOf = (monitor: Readonly<Record<string, unknown>>, hub: object): TemplateJson =>
    synthesize(oneMonitor(monitor, { name: "ml", ...hub })).templates.get("ml-hub")!;

  it("tell every list of people who are paged, straight from CloudWatch", () => {
    const page = resourcesOf(template, "AWS::SNS::Topic").filter(({ properties }) =>
      String(properties["TopicName"]).startsWith("ml-page"),
    );
    const topics = page.map(({ id }) => ({ Ref: id }));
    expect(topics).toHaveLength(2);
    const alarms = alarmsOf(template);
    expect(Object.keys(alarms).sort()).toEqual(["ml_hub-health", "ml_subscriptions"]);
    for (const { AlarmActions: actions } of Object.values(alarms)) expect(actions).toEqual(topics);
  });

  it("keep to the five actions that CloudWatch takes", () => {
    const one = (name: string) => [name, { ...monitor, notify: { page: [`${name}@example.com`] } }] as const;
    const monitor = { captures: { format: "sagemaker-jsonl" }, model: { task: "binary" }, reference: { live: "7d" } };
    const monitors = Object.fromEntries(Array.from({ length: 7 }, (_, i) => one(`model-${i}`)));
    const many = synthesize({ hub: { name: "ml" }, monitors }).templates.get("ml-hub")!;
    expect(alarmsOf(many)["ml_subscriptions"]!["AlarmActions"]).toHaveLength(5);
  });

  it("go to the existing topic for critical incidents where there is one", () => {
    const critical = "arn:aws:sns:eu-central-1:123456789012:pagers";
    const alarms = alarmsOf(hubOf({}, { alerts: { topics: { critical } } }));
    expect(alarms["ml_hub-health"]!["AlarmActions"]).toEqual([critical]);
  });

  it("count nobody's subscription where nobody is told by e-mail", () => {
    const quiet = hubOf({}, {});
    expect(Object.keys(alarmsOf(quiet))).toEqual(["ml_hub-health"]);
    expect(quiet.Outputs).not.toHaveProperty("HubSubscriptionsToConfirm");
  });

  it("come with whom to ask to confirm, at the end of the deployment", () => {
    const outputs = Object.entries(template.Outputs!).filter(([name]) => name.includes("SubscriptionsToConfirm"));
    expect(outputs.map(([, { Value }]) => Value)).toEqual(["a@example.com, churn@example.com"]);
  });
});

describe("existing topics by severity", () => {
  const topic = (severity: string): string => `arn:aws:sns:eu-central-1:123456789012:${severity}`;
  const { templates } = synthesize(
    oneMonitor({ alarms: { page: "high" } }, { alerts: { topics: { medium: topic("m"), critical: topic("c") } } }),
  );
  const monitor = templates.get("plumbline-monitor-churn")!;

  it("may be published to for the severities that page, beside the page topic", () => {
    const analysis = resourcesOf(monitor, "AWS::IAM::Policy").find(({ id }) => id.startsWith("MonitorAnalysisRole"))!;
    const publish = statementsOf(analysis.properties).filter(({ Action }) => Action === "sns:Publish");
    expect(publish.map(({ Resource }) => Resource)).toEqual([[topicArn("plumbline-page"), topic("c")]]);
  });

  it("get the alarms of the pipeline as they get critical incidents", () => {
    const alarms = resourcesOf(monitor, "AWS::CloudWatch::Alarm").map(({ properties }) => properties);
    const pipeline = alarms.find((alarm) => alarm["AlarmName"] === "plumbline-churn-pipeline")!;
    expect(pipeline["AlarmActions"]).toEqual([topic("c")]);
  });
});
