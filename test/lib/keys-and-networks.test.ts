import { Stack } from "aws-cdk-lib";
import { Key } from "aws-cdk-lib/aws-kms";
import { describe, expect, it } from "vitest";
import { ModelMonitor, MonitoringHub } from "../../lib/index.js";
import { configFromData } from "../../src/config/index.js";
import { BUNDLES, newApp, oneMonitor, resourcesOf, statementsOf, synthesize, templatesOf } from "./synthesize.js";

const KEY = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const FOREIGN = KEY.replace("111122223333", "444455556666");
const NETWORK = { subnetIds: ["subnet-0a1b", "subnet-0c2d"], securityGroupIds: ["sg-0e3f"] };
const CAPTURES = { bucket: "acme-captures", existing: true, prefix: "churn/", format: "sagemaker-jsonl" };

const { templates } = synthesize(
  oneMonitor(
    { captures: { ...CAPTURES, account: "444455556666", kmsKeyArn: FOREIGN }, notify: { page: ["a@example.com"] } },
    { store: { kmsKeyArn: KEY }, network: NETWORK },
  ),
);
const hub = templates.get("plumbline-hub")!;
const monitor = templates.get("plumbline-monitor-churn")!;

/** Statements of all roles' policies in a template. */
const granted = (template: typeof hub) =>
  resourcesOf(template, "AWS::IAM::Policy").flatMap(({ properties }) => statementsOf(properties));

describe("a customer-managed key", () => {
  it("encrypts the store, the table and every topic", () => {
    const [store] = resourcesOf(hub, "AWS::S3::Bucket");
    expect(JSON.stringify(store!.properties["BucketEncryption"])).toContain(KEY);
    const [table] = resourcesOf(hub, "AWS::DynamoDB::GlobalTable");
    expect(JSON.stringify(table!.properties)).toContain(KEY);
    const topics = resourcesOf(hub, "AWS::SNS::Topic");
    expect(topics.length).toBeGreaterThan(1);
    for (const { properties } of topics) expect(properties["KmsMasterKeyId"]).toBe(KEY);
  });

  it("may be used by every function's role, through the services that hold what it encrypts", () => {
    const roles = resourcesOf(templates, "AWS::IAM::Role").filter(({ properties }) =>
      JSON.stringify(properties["AssumeRolePolicyDocument"]).includes("lambda.amazonaws.com"),
    );
    const uses = [...granted(hub), ...granted(monitor)].filter(({ Resource }) => Resource === KEY);
    expect(uses).toHaveLength(roles.length);
    for (const { Action, Condition } of uses) {
      expect(Action).toEqual(["kms:Decrypt", "kms:GenerateDataKey"]);
      expect(JSON.stringify(Condition)).toMatch(/kms:ViaService.*s3\..*dynamodb\..*sns\./);
    }
  });

  it("of another account decrypts captures for profiling alone", () => {
    const uses = granted(monitor).filter(({ Resource }) => Resource === FOREIGN);
    expect(uses.map(({ Action }) => Action)).toEqual(["kms:Decrypt"]);
  });

  it("that is passed as a construct lets alarms and budgets publish to the topics it encrypts", () => {
    const app = newApp();
    const stack = new Stack(app, "Everything");
    const config = configFromData(oneMonitor({ captures: { format: "jsonl" }, columns: { time: "at" } }), "app.ts");
    const encryptionKey = new Key(stack, "Key", { enableKeyRotation: true });
    const created = new MonitoringHub(stack, "Hub", { config, encryptionKey, lambdaBundles: BUNDLES });
    new ModelMonitor(stack, "Churn", { hub: created, monitor: "churn" });
    const [key] = resourcesOf(templatesOf(app).get("Everything")!, "AWS::KMS::Key");
    const policy = JSON.stringify(key!.properties["KeyPolicy"]);
    expect(policy).toContain("cloudwatch.amazonaws.com");
    expect(policy).toContain("budgets.amazonaws.com");
  });
});

describe("a VPC", () => {
  it("holds every function, and each role may have its network interfaces", () => {
    const functions = resourcesOf(templates, "AWS::Lambda::Function");
    expect(functions.length).toBeGreaterThan(5);
    for (const { properties } of functions) {
      expect(properties["VpcConfig"]).toEqual({
        SubnetIds: NETWORK.subnetIds,
        SecurityGroupIds: NETWORK.securityGroupIds,
      });
    }
    const mayAttach = [...granted(hub), ...granted(monitor)].filter(({ Action }) =>
      Action.includes("ec2:CreateNetworkInterface"),
    );
    expect(mayAttach.length).toBeGreaterThanOrEqual(4);
  });

  it("is not there unless it is configured", () => {
    for (const { properties } of resourcesOf(synthesize(oneMonitor()).templates, "AWS::Lambda::Function")) {
      expect(properties).not.toHaveProperty("VpcConfig");
    }
  });
});

describe("a bucket in another account", () => {
  it("may put its events on this account's bus, and nothing else", () => {
    const [policy] = resourcesOf(monitor, "AWS::Events::EventBusPolicy");
    const statement = policy!.properties["Statement"] as Record<string, unknown>;
    expect(statement["Action"]).toBe("events:PutEvents");
    expect(JSON.stringify(statement["Principal"])).toContain(":iam::444455556666:root");
    expect(statement["Condition"]).toEqual({ StringEquals: { "events:source": "aws.s3" } });
    expect(resourcesOf(synthesize(oneMonitor()).templates, "AWS::Events::EventBusPolicy")).toEqual([]);
  });

  it.each([{ captures: { account: "444455556666", format: "jsonl" } }, { captures: { ...CAPTURES, account: "1234" } }])(
    "is refused where it is no existing one, or the account is none: %j",
    (written) => {
      expect(() => synthesize(oneMonitor(written))).toThrow(/captures\.account/);
    },
  );
});
