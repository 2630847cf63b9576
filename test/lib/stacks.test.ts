import { CfnResource, Stack } from "aws-cdk-lib";
import { Role, PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { describe, expect, it } from "vitest";
import { HUB_FUNCTION_NAMES } from "../../lib/lambda-bundles.js";
import { monitoringStacks } from "../../lib/stacks.js";
import { threeMonitors } from "../config/three-monitors.js";
import {
  BUNDLES,
  newApp,
  oneMonitor,
  resourcesOf,
  type Statement,
  type TemplateJson,
  statementsOf,
  synthesize,
  templatesOf,
} from "./synthesize.js";

/** Validated once: template rules with warnings as failures, and cdk-nag. */
function threeMonitorTemplates(): ReadonlyMap<string, TemplateJson> {
  const app = newApp({ validated: true });
  monitoringStacks(app, { config: threeMonitors(), lambdaBundles: BUNDLES });
  return templatesOf(app);
}

const manyMonitors = (count: number): unknown => ({
  monitors: Object.fromEntries(
    Array.from({ length: count }, (_, i) => [
      `model-${i}`,
      { model: { task: "binary" }, captures: { format: "sagemaker-jsonl" }, reference: { live: "14d" } },
    ]),
  ),
});

const templates = threeMonitorTemplates();

describe("the three monitors of the documentation", () => {
  it("become a hub, a stack each, and an overview", () => {
    expect([...templates.keys()].sort()).toEqual([
      "ml-monitoring-hub",
      "ml-monitoring-monitor-churn",
      "ml-monitoring-monitor-demand",
      "ml-monitoring-monitor-triage",
      "ml-monitoring-overview",
    ]);
  });

  it("refer back only: the hub to nothing, monitors to the hub", () => {
    const tier = (stack: string): number => (stack.endsWith("-hub") ? 0 : stack.endsWith("-overview") ? 2 : 1);
    for (const [stack, template] of templates) {
      const imports = [...JSON.stringify(template).matchAll(/"Fn::ImportValue":"([^":]+):/g)].map(([, from]) => from!);
      for (const from of imports) expect(tier(from), `${stack} imports from ${from}`).toBeLessThan(tier(stack));
      if (tier(stack) === 1) expect(imports.length).toBeGreaterThan(0);
    }
  });

  it("hold no custom resource and none of its Lambdas", () => {
    const types = [...templates.values()].flatMap(({ Resources }) => Object.values(Resources).map(({ Type }) => Type));
    expect(types.filter((type) => type.startsWith("Custom::") || type.includes("CustomResource"))).toEqual([]);
    // Five of each monitor, and one for the labels of churn and demand.
    const functions = types.filter((type) => type === "AWS::Lambda::Function");
    expect(functions).toHaveLength(HUB_FUNCTION_NAMES.length + 3 * 5 + 2);
  });

  it("create the bucket that two monitors share once, in the hub, with its events on", () => {
    const named = resourcesOf(templates, "AWS::S3::Bucket").filter(
      ({ properties }) => properties["BucketName"] === "acme-captures",
    );
    expect(named).toHaveLength(1);
    expect(templates.get("ml-monitoring-hub")!.Resources[named[0]!.id]).toBeDefined();
    expect(named[0]!.properties["NotificationConfiguration"]).toEqual({
      EventBridgeConfiguration: { EventBridgeEnabled: true },
    });
  });

  it("leave the existing bucket alone", () => {
    const names = resourcesOf(templates, "AWS::S3::Bucket").map(({ properties }) => properties["BucketName"]);
    expect(names).not.toContain("acme-lake");
  });
});

describe("every bucket", () => {
  it.each(resourcesOf(templates, "AWS::S3::Bucket"))(
    "$id is encrypted, closed and kept",
    ({ resource, properties }) => {
      expect(properties["BucketEncryption"]).toEqual({
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }],
      });
      expect(properties["PublicAccessBlockConfiguration"]).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
      expect(resource.DeletionPolicy).toBe("Retain");
      expect(resource.UpdateReplacePolicy).toBe("Retain");
    },
  );

  it("denies requests without TLS in its one policy", () => {
    const policies = resourcesOf(templates, "AWS::S3::BucketPolicy");
    expect(policies).toHaveLength(resourcesOf(templates, "AWS::S3::Bucket").length);
    for (const { properties } of policies) expect(statementsOf(properties)).toContainEqual(plainHttpDenied("s3:*"));
  });
});

describe("every topic", () => {
  const policies = resourcesOf(templates, "AWS::SNS::TopicPolicy");

  it("has exactly one policy", () => {
    const topics = resourcesOf(templates, "AWS::SNS::Topic").map(({ id }) => id);
    expect(policies.map(({ properties }) => (properties["Topics"] as { Ref: string }[])[0]!.Ref).sort()).toEqual(
      topics.sort(),
    );
  });

  it.each(["cloudwatch.amazonaws.com", "budgets.amazonaws.com"])("lets %s of this account publish", (service) => {
    for (const { properties } of policies) {
      const allowed = statementsOf(properties).filter(({ Principal }) => Principal?.["Service"] === service);
      expect(allowed).toEqual([
        expect.objectContaining({
          Effect: "Allow",
          Action: "sns:Publish",
          Condition: { StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } } },
        }),
      ]);
    }
  });

  it("denies plain HTTP", () => {
    for (const { properties } of policies) {
      expect(statementsOf(properties)).toContainEqual(plainHttpDenied("sns:Publish"));
    }
  });
});

describe("every queue", () => {
  const queues = resourcesOf(templates, "AWS::SQS::Queue");
  const policies = resourcesOf(templates, "AWS::SQS::QueuePolicy");

  it("has exactly one policy, which denies plain HTTP", () => {
    const covered = policies.map(({ properties }) => (properties["Queues"] as { Ref: string }[]).map(({ Ref }) => Ref));
    expect(covered.flat().sort()).toEqual(queues.map(({ id }) => id).sort());
    for (const { properties } of policies) expect(statementsOf(properties)).toContainEqual(plainHttpDenied("sqs:*"));
  });

  it("is encrypted and, unless it is one itself, has a dead-letter queue", () => {
    for (const { properties } of queues) {
      expect(properties["SqsManagedSseEnabled"]).toBe(true);
      const isDeadLetters = String(properties["QueueName"]).endsWith("-dead");
      expect(properties["RedrivePolicy"] === undefined).toBe(isDeadLetters);
    }
  });

  it("is written to by the rules that target it, and by no other service", () => {
    const rules = resourcesOf(templates, "AWS::Events::Rule");
    const targets = rules
      .map(({ id, properties }) => ({ rule: id, queue: (properties["Targets"] as [Target])[0].Arn }))
      .filter(({ queue }) => JSON.stringify(queue).includes("Queue"));
    const services = policies
      .flatMap(({ properties }) => statementsOf(properties))
      .filter(({ Effect }) => Effect === "Allow");
    // churn and demand read captures and labels, triage reads captures. A rule for baselines starts a function.
    expect(targets).toHaveLength(5);
    expect(services.map(({ Resource, Condition }) => ({ rule: sourceRule(Condition), queue: Resource }))).toEqual(
      expect.arrayContaining(targets),
    );
    expect(services).toHaveLength(targets.length);
  });
});

interface Target {
  readonly Arn: unknown;
}

const sourceRule = (condition: Statement["Condition"]): string | undefined =>
  (condition?.["ArnEquals"]?.["aws:SourceArn"] as { "Fn::GetAtt": [string, string] } | undefined)?.["Fn::GetAtt"][0];

const plainHttpDenied = (action: string): unknown =>
  expect.objectContaining({
    Effect: "Deny",
    Action: action,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  });

describe("every monitor", () => {
  const monitors = [...templates]
    .filter(([stack]) => stack.includes("-monitor-"))
    .map(([name, json]) => ({ name, json }));

  it.each(monitors)(
    "$name has four roles, four alarms, one for all of them, and no dashboard of its own",
    ({ json }) => {
      expect(resourcesOf(json, "AWS::IAM::Role")).toHaveLength(4);
      expect(resourcesOf(json, "AWS::CloudWatch::Alarm")).toHaveLength(4);
      expect(resourcesOf(json, "AWS::CloudWatch::CompositeAlarm")).toHaveLength(1);
      expect(resourcesOf(json, "AWS::CloudWatch::Dashboard")).toHaveLength(0);
    },
  );

  it.each(monitors)("$name is tagged for cost allocation", ({ name, json }) => {
    const monitor = name.split("-monitor-")[1]!;
    const tagged = Object.values(json.Resources).filter(({ Properties }) => Array.isArray(Properties["Tags"]));
    expect(tagged.length).toBeGreaterThan(15);
    for (const { Properties } of tagged) {
      expect(Properties["Tags"]).toContainEqual({ Key: "plumbline:monitor", Value: monitor });
      expect(Properties["Tags"]).toContainEqual({ Key: "plumbline:hub", Value: "ml-monitoring" });
    }
  });

  it.each(monitors)("$name uses no managed policy", ({ json }) => {
    for (const { properties } of resourcesOf(json, "AWS::IAM::Role")) {
      expect(properties["ManagedPolicyArns"]).toBeUndefined();
    }
  });
});

describe("validation", () => {
  it.each([1, 100])(
    "passes %d monitors, with cdk-nag and warnings as failures",
    (count) => {
      const { templates: many } = synthesize(manyMonitors(count), { validated: true });
      expect(many.size).toBe(count + 2);
      // CloudFormation takes 500 resources and 1 MB a template.
      for (const template of many.values()) {
        expect(Object.keys(template.Resources).length).toBeLessThan(100);
        expect(JSON.stringify(template).length).toBeLessThan(200_000);
      }
    },
    300_000,
  );

  it.each([
    {
      why: "a wildcard permission without a reason",
      breaks: (stack: Stack) => {
        const role = new Role(stack, "Loose", { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
        role.addToPolicy(new PolicyStatement({ actions: ["s3:GetObject"], resources: ["*"] }));
      },
      finding: "AwsSolutions-IAM5",
    },
    {
      why: "a property that CloudFormation doesn't know",
      breaks: (stack: Stack) =>
        new CfnResource(stack, "Odd", { type: "AWS::SNS::Topic", properties: { Colour: "red" } }),
      finding: "Colour",
    },
    {
      why: "a value that is only a warning",
      breaks: (stack: Stack) =>
        new CfnResource(stack, "Odd", {
          type: "AWS::CloudWatch::Alarm",
          properties: { ComparisonOperator: "Sideways", EvaluationPeriods: 1, MetricName: "X", Namespace: "Y" },
        }),
      finding: "Sideways",
    },
  ])("fails $why", ({ breaks, finding }) => {
    const app = newApp({ validated: true });
    breaks(new Stack(app, "broken"));
    expect(() => app.synth()).toThrow(finding);
  });
});

describe("a monitor that goes", () => {
  it("leaves every export that the others import in place", () => {
    const exportsOf = (written: unknown): string[] =>
      Object.values(synthesize(written).templates.get("plumbline-hub")!.Outputs ?? {}).flatMap(
        ({ Export }) => Export?.Name ?? [],
      );
    expect(exportsOf(manyMonitors(1))).toEqual(exportsOf(manyMonitors(3)));
    // A monitor with people of its own uses no topic of the hub; the exports are there all the same.
    expect(exportsOf(oneMonitor({ notify: { page: ["a@example.com"] } }))).toEqual(exportsOf(manyMonitors(1)));
  });

  it("is not imported from by the overview, which knows its alarms by name", () => {
    const overview = JSON.stringify(synthesize(oneMonitor()).templates.get("plumbline-overview"));
    expect(overview).not.toContain("Fn::ImportValue");
    for (const alarm of ["open-incidents", "pipeline", "freshness", "heartbeat"]) {
      expect(overview).toContain(`:alarm:plumbline-churn-${alarm}`);
    }
  });
});
