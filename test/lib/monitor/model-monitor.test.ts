import type { CfnRule, Rule } from "aws-cdk-lib/aws-events";
import { Stack } from "aws-cdk-lib";
import { describe, expect, it } from "vitest";
import { MonitoringHub } from "../../../lib/hub/monitoring-hub.js";
import { ModelMonitor } from "../../../lib/monitor/model-monitor.js";
import { configFromData, parseMonitorEnvironment } from "../../../src/config/index.js";
import { PlumblineError } from "../../../src/contracts/errors.js";
import {
  BUNDLES,
  newApp,
  oneMonitor,
  resourcesOf,
  type Statement,
  statementsOf,
  synthesize,
  type TemplateJson,
  templatesOf,
  topicArn,
} from "../synthesize.js";

const monitorTemplate = (written: unknown): TemplateJson =>
  [...synthesize(written).templates].find(([stack]) => stack.includes("-monitor-"))![1];

const churn = monitorTemplate(
  oneMonitor(
    { columns: { input: { headerFrom: "s3://acme/header.csv" } } },
    { notify: { page: ["oncall@example.com"] } },
  ),
);

function environmentOf(template: TemplateJson, functionName: string): Record<string, unknown> {
  const { properties } = functionNamed(template, functionName);
  return (properties["Environment"] as { Variables: Record<string, unknown> }).Variables;
}

function functionNamed(template: TemplateJson, functionName: string): ReturnType<typeof resourcesOf>[number] {
  return resourcesOf(template, "AWS::Lambda::Function").find(
    ({ properties }) => properties["FunctionName"] === functionName,
  )!;
}

/** The statements of one role. */
function grantsOf(template: TemplateJson, role: "Profile" | "Analysis" | "Maintenance" | "View"): Statement[] {
  return resourcesOf(template, "AWS::IAM::Policy")
    .filter(({ id }) => id.startsWith(`Monitor${role}Role`))
    .flatMap(({ properties }) => statementsOf(properties));
}

const actionsOf = (statements: readonly Statement[]): string[] =>
  [...new Set(statements.flatMap(({ Action }) => Action))].sort();

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

describe("the roles of a monitor", () => {
  it.each([
    {
      role: "Profile" as const,
      actions: [
        "dynamodb:DeleteItem",
        "dynamodb:GetItem",
        "dynamodb:PutItem",
        "dynamodb:Query",
        "logs:CreateLogStream",
        "logs:PutLogEvents",
        "s3:GetObject",
        "s3:ListBucket",
        "s3:PutObject",
        "sqs:DeleteMessage",
        "sqs:GetQueueAttributes",
        "sqs:ReceiveMessage",
        "sqs:SendMessage",
      ],
    },
    {
      role: "Analysis" as const,
      actions: [
        "cloudwatch:GetMetricData",
        "cloudwatch:PutMetricData",
        "dynamodb:DeleteItem",
        "dynamodb:GetItem",
        "dynamodb:PutItem",
        "dynamodb:Query",
        "events:PutEvents",
        "logs:CreateLogStream",
        "logs:PutLogEvents",
        "s3:GetObject",
        "s3:ListBucket",
        "s3:PutObject",
        "sns:Publish",
        "sqs:GetQueueAttributes",
      ],
    },
    {
      role: "Maintenance" as const,
      actions: [
        "dynamodb:GetItem",
        "dynamodb:PutItem",
        "dynamodb:Query",
        "logs:CreateLogStream",
        "logs:PutLogEvents",
        "s3:GetObject",
        "s3:ListBucket",
        "sqs:SendMessage",
      ],
    },
    {
      role: "View" as const,
      actions: [
        "dynamodb:GetItem",
        "dynamodb:PutItem",
        "dynamodb:Query",
        "logs:CreateLogStream",
        "logs:PutLogEvents",
        "s3:GetObject",
        "s3:ListBucket",
      ],
    },
  ])("$role may do these things and no more", ({ role, actions }) => {
    expect(actionsOf(grantsOf(churn, role))).toEqual(actions);
  });

  it("reach only the monitor's own keys of the store and the captures' own prefix", () => {
    for (const role of ["Profile", "Analysis", "Maintenance"] as const) {
      const objects = grantsOf(churn, role).filter(({ Action }) => /^s3:(Get|Put)Object$/.test(String(Action)));
      const texts = objects.flatMap(({ Resource }) => [Resource].flat()).map((resource) => JSON.stringify(resource));
      expect(texts.length).toBeGreaterThan(0);
      for (const text of texts) {
        expect(text).toMatch(
          /"\/(profiles|inventory|windows|calibrations|reports|verdicts|rejects)\/churn\/\*"|:::acme-captures\/churn\/\*"|:::acme\/(train|header)\.csv"/,
        );
      }
    }
  });

  it("write captures nowhere", () => {
    const writes = (["Profile", "Analysis", "Maintenance"] as const)
      .flatMap((role) => grantsOf(churn, role))
      .filter(({ Action }) => Action === "s3:PutObject");
    expect(JSON.stringify(writes)).not.toContain("acme");
  });

  it("list no bucket without a prefix of their own", () => {
    const lists = (["Profile", "Analysis", "Maintenance"] as const)
      .flatMap((role) => grantsOf(churn, role))
      .filter(({ Action }) => Action === "s3:ListBucket");
    expect(lists.length).toBeGreaterThan(3);
    for (const { Condition } of lists) expect(JSON.stringify(Condition)).toMatch(/s3:prefix.*(churn\/|\.csv)/);
  });

  it("keep the items of one monitor from another whose name begins with the same letters", () => {
    const [grant] = grantsOf(churn, "Profile").filter(({ Action }) => [Action].flat().includes("dynamodb:GetItem"));
    expect(grant!.Condition).toEqual({
      "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["MONITOR#churn#*"] },
    });
  });

  it("let a dashboard add to the answers and write nothing else", () => {
    const grants = grantsOf(churn, "View");
    const keysOf = (action: string): unknown =>
      grants.find(({ Action }) => Action === action)!.Condition!["ForAllValues:StringLike"]!["dynamodb:LeadingKeys"];
    expect(keysOf("dynamodb:PutItem")).toEqual(["MONITOR#churn#ANSWERS"]);
    expect(keysOf("dynamodb:GetItem")).toEqual(["MONITOR#churn#STATE"]);
    expect(keysOf("dynamodb:Query")).not.toContain("MONITOR#churn#*");
    const objects = grants.filter(({ Action }) => Action === "s3:GetObject").flatMap(({ Resource }) => Resource);
    expect(JSON.stringify(objects)).not.toMatch(/\/(profiles|rows|joinrows|inventory|labels)\//);
  });

  it("publish metrics of Plumbline's namespace only", () => {
    const [grant] = grantsOf(churn, "Analysis").filter(({ Action }) => Action === "cloudwatch:PutMetricData");
    expect(grant!.Condition).toEqual({ StringEquals: { "cloudwatch:namespace": "Plumbline" } });
  });
});

it("resources of a monitor carry the tags that configuration gives its model", () => {
  const template = monitorTemplate(oneMonitor({ model: { tags: { team: "growth-ml", tier: 1 } } }));
  const tagged = Object.values(template.Resources).flatMap(({ Properties }) =>
    Array.isArray(Properties["Tags"]) ? [Properties["Tags"] as unknown[]] : [],
  );
  expect(tagged.length).toBeGreaterThan(10);
  for (const tags of tagged) {
    expect(tags).toContainEqual({ Key: "team", Value: "growth-ml" });
    expect(tags).toContainEqual({ Key: "tier", Value: "1" });
  }
});

describe("what sets a monitor off", () => {
  /** What S3 tells; a baseline that is wanted is told by the monitor itself. */
  const rules = (template: TemplateJson): unknown[] =>
    resourcesOf(template, "AWS::Events::Rule")
      .map(({ properties }) => properties["EventPattern"] as { readonly source: readonly string[] })
      .filter(({ source }) => source[0] === "aws.s3");

  it("is a capture below its prefix, and the reference table", () => {
    expect(rules(churn)).toEqual([
      {
        source: ["aws.s3"],
        "detail-type": ["Object Created"],
        detail: { bucket: { name: ["acme-captures"] }, object: { key: [{ prefix: "churn/" }] } },
      },
      {
        source: ["aws.s3"],
        "detail-type": ["Object Created"],
        detail: { bucket: { name: ["acme"] }, object: { key: ["train.csv"] } },
      },
    ]);
  });

  it("is any object where the whole bucket is watched, deleted ones too where partitions are replaced", () => {
    const template = monitorTemplate(
      oneMonitor({
        captures: { bucket: "acme-lake", existing: true, prefix: "", format: "sagemaker-jsonl", replaces: "partition" },
        reference: { live: "14d" },
      }),
    );
    expect(rules(template)).toEqual([
      {
        source: ["aws.s3"],
        "detail-type": ["Object Created", "Object Deleted"],
        detail: { bucket: { name: ["acme-lake"] } },
      },
    ]);
    const [list] = grantsOf(template, "Profile").filter(({ Action }) => Action === "s3:ListBucket");
    expect(list!.Condition).toBeUndefined();
  });

  it("is the hour five minutes after it settles, and a daily look for what was missed", () => {
    const schedules = resourcesOf(churn, "AWS::Scheduler::Schedule").map(({ properties }) => properties);
    expect(schedules.map(({ ScheduleExpression: expression }) => expression)).toEqual([
      "cron(35 * * * ? *)",
      "cron(10 3 * * ? *)",
    ]);
    for (const { Target: target } of schedules) {
      // Monitors come and go: the role is the hub's.
      expect(JSON.stringify((target as { RoleArn: unknown }).RoleArn)).toContain("MonitorSchedulerRole");
      expect(target).toMatchObject({ Input: '{"scheduledTime":"<aws.scheduler.scheduled-time>"}' });
    }
  });
});

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

describe("a monitor with labels", () => {
  const labels = { prefix: "truth/", waitDays: 45 };
  const written = oneMonitor({ labels, columns: { output: { score: 0 } } });
  const template = monitorTemplate(written);

  it("has a function for them, on a queue of its own, set off by what lands below their prefix", () => {
    expect(environmentOf(template, "plumbline-churn-labels")).toMatchObject({
      PLUMBLINE_LABEL_QUEUE_URL: expect.anything() as unknown,
      PLUMBLINE_DEAD_LETTER_QUEUE_URL: expect.anything() as unknown,
    });
    expect(environmentOf(template, "plumbline-churn-analyze")).toHaveProperty("PLUMBLINE_LABEL_QUEUE_URL");
    expect(environmentOf(template, "plumbline-churn-reconcile")).toHaveProperty("PLUMBLINE_LABEL_QUEUE_URL");
    expect(environmentOf(template, "plumbline-churn-profile")).not.toHaveProperty("PLUMBLINE_LABEL_QUEUE_URL");
    const queues = resourcesOf(template, "AWS::SQS::Queue").map(({ properties }) => properties["QueueName"]);
    expect(queues).toEqual(expect.arrayContaining(["plumbline-churn-labels", "plumbline-churn-dead"]));
    const patterns = resourcesOf(template, "AWS::Events::Rule").map(({ properties }) => properties["EventPattern"]);
    expect(patterns).toContainEqual({
      source: ["aws.s3"],
      "detail-type": ["Object Created"],
      detail: { bucket: { name: ["acme-captures"] }, object: { key: [{ prefix: "truth/" }] } },
    });
  });

  it("needs no further role and no further alarm", () => {
    expect(resourcesOf(template, "AWS::IAM::Role")).toHaveLength(resourcesOf(churn, "AWS::IAM::Role").length);
    expect(resourcesOf(template, "AWS::CloudWatch::Alarm")).toHaveLength(4);
    expect(JSON.stringify(churn.Resources)).not.toContain("labels");
  });

  it("reads label files, and reaches only its own keys of what is joined", () => {
    const texts = (["Profile", "Analysis", "Maintenance"] as const)
      .flatMap((role) => grantsOf(template, role))
      .filter(({ Action }) => /^s3:(Get|Put)Object$/.test(String(Action)))
      .flatMap(({ Resource }) => [Resource].flat())
      .map((resource) => JSON.stringify(resource));
    expect(texts.some((text) => text.includes(":::acme-captures/truth/*"))).toBe(true);
    for (const text of texts)
      expect(text).toMatch(/\/churn\/\*"|:::acme-captures\/(churn|truth)\/\*"|:::acme\/train\.csv"/);
  });

  it("keeps rows of predictions as long as captures may be late and labels be waited for, and no longer", () => {
    const hub = synthesize(written).templates.get("plumbline-hub")!;
    const [store] = resourcesOf(hub, "AWS::S3::Bucket");
    const { Rules: rules } = store!.properties["LifecycleConfiguration"] as {
      Rules: { Id: string; ExpirationInDays?: number }[];
    };
    const days = Object.fromEntries(rules.map((rule) => [rule.Id, rule.ExpirationInDays]));
    for (const kind of ["rows", "joinrows", "joinfilters", "labels", "labelswaiting"]) {
      expect(days[`expire-${kind}`], kind).toBe(45 + 14);
    }
    expect(days).not.toHaveProperty("expire-labelfiles");
  });
});
