import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { monitoringStacks } from "../../../lib/stacks.js";
import { configFromData, parseHubDocument } from "../../../src/config/index.js";
import { BUNDLES, newApp, oneMonitor, resourcesOf, statementsOf, type TemplateJson } from "../synthesize.js";

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
