import { describe, expect, it } from "vitest";
import { QUOTAS } from "../../../bin/doctor/quotas.js";
import { monitoringStacks } from "../../../lib/stacks.js";
import { configFromData } from "../../../src/config/index.js";
import { BUNDLES, newApp } from "../../lib/synthesize.js";

type Resources = Readonly<Record<string, { readonly Type: string }>>;

/** Two monitors with everything that makes resources. */
const CONFIG = configFromData(
  {
    hub: {
      name: "ml",
      notify: { page: ["a@example.com"], webhook: arn("secretsmanager", "secret:x-abcdef") },
      spend: { monthlyUsd: 300 },
    },
    defaults: {
      model: { task: "binary" },
      captures: { bucket: "acme-captures", existing: true, format: "jsonl" },
      columns: { time: "t", output: { score: 0 }, id: "id" },
      reference: { table: "s3://acme-training/train.csv" },
      labels: { prefix: "truth/", format: "jsonl", id: ["id"], column: "y" },
      retrain: { target: arn("states", "stateMachine:x"), onIncident: "high", schedule: "rate(7 days)" },
    },
    monitors: { churn: {}, triage: {} },
  },
  "test",
);

function arn(service: string, resource: string): string {
  return `arn:aws:${service}:us-east-1:111111111111:${resource}`;
}

const app = newApp();
monitoringStacks(app, { config: CONFIG, lambdaBundles: BUNDLES });
const templates = app.synth().stacks.map(({ stackName, template }) => ({
  stackName,
  resources: Object.values((template as { Resources?: Resources }).Resources ?? {}),
}));
const count = (isOf: (stack: string) => boolean, type: string): number =>
  templates
    .filter(({ stackName }) => isOf(stackName))
    .flatMap(({ resources }) => resources)
    .filter(({ Type }) => Type === type).length;

const TYPES: Readonly<Record<string, string>> = {
  "IAM roles": "AWS::IAM::Role",
  "EventBridge rules of the default bus": "AWS::Events::Rule",
  "CloudWatch alarms": "AWS::CloudWatch::Alarm",
};

describe("what a configuration needs of an account", () => {
  it.each(QUOTAS.filter(({ name }) => name in TYPES))(
    "is no less than the templates hold: $name",
    ({ name, needs }) => {
      const type = TYPES[name]!;
      const ofMonitor = count((stack) => stack === "ml-monitor-churn", type);
      expect(ofMonitor).toBeGreaterThan(0);
      expect(ofMonitor).toBeLessThanOrEqual(needs.monitor);
      expect(count((stack) => !stack.includes("-monitor-"), type)).toBeLessThanOrEqual(needs.hub);
    },
  );

  it("counts a stack for each monitor, one for the hub and one for the overview", () => {
    const { needs } = QUOTAS.find(({ name }) => name === "CloudFormation stacks")!;
    expect(templates).toHaveLength(needs.hub + 2 * needs.monitor);
  });

  it("counts no less than the functions that queues start at the same time", () => {
    const sources = templates
      .flatMap(
        ({ resources }) =>
          resources as readonly { Type: string; Properties?: { ScalingConfig?: { MaximumConcurrency: number } } }[],
      )
      .filter(({ Type }) => Type === "AWS::Lambda::EventSourceMapping");
    const together = sources.reduce(
      (sum, { Properties }) => sum + (Properties?.ScalingConfig?.MaximumConcurrency ?? 0),
      0,
    );
    const { needs } = QUOTAS.find(({ name }) => name.startsWith("Lambda"))!;
    expect(together).toBeGreaterThan(0);
    expect(together).toBeLessThanOrEqual(needs.hub + 2 * needs.monitor);
  });
});
