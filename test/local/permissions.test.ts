import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EmbeddedCloud } from "../../local/cloud.js";
import { HOUR_MS, START_MS } from "../pipeline/memory/world.js";
import type { Json } from "./assembly-builder.js";
import { IDLE_GRANTS, kindOfGrant } from "./idle-grants.js";
import { changedAssembly, synthesizeProduct } from "./product-assembly.js";
import { CONFIG, makeTrouble, scores, startModels, truth } from "./watched-models.js";

const TIMEOUT_MS = 180_000;
let assemblyDir: string;

beforeAll(() => {
  assemblyDir = synthesizeProduct(CONFIG);
}, TIMEOUT_MS);

/** A day in which everything happens that a monitor may have to deal with. */
async function fullDay(): Promise<EmbeddedCloud> {
  let crashed = false;
  // In the middle of a capture, which then waits for half an hour while its hour settles.
  const crashAfterWrite = ({ functionName }: { readonly functionName: string }): boolean => {
    const crash = !crashed && functionName.endsWith("payments-profile") && cloud.nowMs() >= START_MS + 5.2 * HOUR_MS;
    crashed ||= crash;
    return crash;
  };
  const cloud: EmbeddedCloud = await startModels(assemblyDir, {
    models: ["payments", "scores"],
    hours: 6,
    driftFrom: 4,
    lakeFrom: 2,
    faults: { crashAfterWrite },
  });
  makeTrouble(cloud, "payments", 4);
  makeTrouble(cloud, "scores", 4);
  cloud.putObject("model-captures", "payments/late.jsonl", Buffer.from("{}\n"), { atMs: START_MS + 5.25 * HOUR_MS });
  letLabelsCome(cloud);
  // Past the daily reconciliation.
  await cloud.runUntil(START_MS + 28 * HOUR_MS);
  for (const model of ["payments", "scores"]) await lookAtDashboard(cloud, model);
  return cloud;
}

/** Every view, and an answer. */
async function lookAtDashboard(cloud: EmbeddedCloud, model: string): Promise<void> {
  const ask = (
    event: Readonly<Record<string, unknown>>,
    all: Readonly<Record<string, string>> = {},
  ): Promise<unknown> => {
    const timeRange = { start: START_MS, end: cloud.nowMs() };
    return cloud.ask(`plumbline-${model}-widget`, { ...event, widgetContext: { timeRange, forms: { all } } });
  };
  for (const view of ["heat", "timeline"]) await ask({ view });
  await ask({ view: "feature", feature: model === "payments" ? "amount" : "age" });
  const incident = /incident ([0-9a-f]{6,})/.exec(String(await ask({ view: "incidents" })))?.[1];
  if (incident !== undefined) await ask({ answer: "ack", incident, hours: 8 }, { [`reason-${incident}`]: "looking" });
}

/** Early, late, again, in vain; unreadable, and gone before anybody could read them; and predictions that move to another hour. */
function letLabelsCome(cloud: EmbeddedCloud): void {
  const put = (key: string, body: Buffer, atHour: number): void => {
    cloud.putObject("model-captures", key, body, { atMs: START_MS + atHour * HOUR_MS });
  };
  put("truth/early.jsonl", truth([4, 99], 20), 1.5);
  put("truth/late.jsonl", truth([0, 1], 20), 6.5);
  put("truth/late.jsonl", truth([1, 2], 20), 8.5);
  put("scores/1.jsonl", Buffer.from(scores(9, 60)), 9.5);
  // A label that waits for nobody is counted once an hour is compacted after its wait.
  put("scores/26.jsonl", Buffer.from(scores(25, 60)), 26.05);
  put("truth/unreadable.jsonl", Buffer.from([0, 1, 2, 3, 255]), 4);
  put("truth/gone.jsonl", truth([0], 1), 4);
  cloud.at(START_MS + 4 * HOUR_MS, "delete truth/gone.jsonl", () => {
    cloud.deleteObject("model-captures", "truth/gone.jsonl");
  });
}

describe("the synthesized policies, over a day of two models", () => {
  let cloud: EmbeddedCloud;

  beforeAll(async () => {
    cloud = await fullDay();
  }, TIMEOUT_MS);
  afterAll(async () => {
    await cloud.close();
  });

  it("deny no call and refuse no delivery", () => {
    expect(cloud.deniedCalls).toEqual([]);
    expect(cloud.refusedDeliveries).toEqual([]);
    expect(
      cloud
        .view()
        .mailbox()
        .map(({ subject }) => subject),
    ).toEqual(
      expect.arrayContaining([
        'ALARM: "plumbline-payments-pipeline" in us-east-1',
        'ALARM: "plumbline-scores-pipeline" in us-east-1',
        expect.stringMatching(/^payments: drift in amount/),
      ]),
    );
  });

  it("grant nothing that is never used, but for written reasons that each hold", () => {
    const kinds = new Map<string, boolean>();
    for (const grant of cloud.grants) {
      const kind = kindOfGrant(grant, /payments|scores/g);
      kinds.set(kind, kinds.get(kind) === true || grant.exercised);
    }
    const idle = cloud.grants.filter((grant) => kinds.get(kindOfGrant(grant, /payments|scores/g)) === false);
    expect(kinds.size).toBeGreaterThan(50);
    expect(idle.filter((grant) => !IDLE_GRANTS.some(({ covers }) => covers(grant)))).toEqual([]);
    expect(IDLE_GRANTS.filter(({ covers }) => !idle.some(covers)).map(({ why }) => why)).toEqual([]);
  });
});

type Statement = Readonly<Record<string, unknown>>;

/** The templates without one action: of one role's policies, or of the topics' policies. */
function without(action: string, of: { readonly type: string; readonly id: string; readonly about?: string }): string {
  let removed = 0;
  const rest = (statement: Statement): readonly Statement[] => {
    const actions = [statement["Action"]].flat();
    if (!actions.includes(action) || !JSON.stringify(statement).includes(of.about ?? "")) return [statement];
    removed++;
    const left = actions.filter((each) => each !== action);
    return left.length === 0 ? [] : [{ ...statement, Action: left }];
  };
  const dir = changedAssembly(assemblyDir, (template) => {
    for (const [id, resource] of Object.entries(template["Resources"] as Record<string, Json>)) {
      if (resource["Type"] !== of.type || !id.startsWith(of.id)) continue;
      const document = (resource["Properties"] as Record<string, { Statement: readonly Statement[] }>)[
        "PolicyDocument"
      ]!;
      document.Statement = document.Statement.flatMap(rest);
    }
    return template;
  });
  expect(removed).toBeGreaterThan(0);
  return dir;
}

describe("a grant that is taken out of the template", () => {
  it.each([
    { role: "Profile", action: "s3:PutObject", about: "profiles/", by: "payments-profile" },
    { role: "Analysis", action: "s3:GetObject", about: "profiles/", by: "payments-analyze" },
    { role: "Analysis", action: "cloudwatch:PutMetricData", by: "payments-analyze" },
    { role: "Analysis", action: "sns:Publish", by: "payments-analyze" },
    { role: "Maintenance", action: "s3:GetObject", about: "lake/train.csv", by: "payments-baseline" },
  ])(
    "fails the call that needs it, clearly: $role without $action",
    async ({ role, action, about, by }) => {
      const type = "AWS::IAM::Policy";
      const id = `Monitor${role}Role`;
      const template = without(action, { type, id, ...(about === undefined ? {} : { about }) });
      const cloud = await startModels(template, { models: ["payments"], hours: 2, driftFrom: 0 });
      await cloud.runUntil(START_MS + 3 * HOUR_MS);
      await cloud.close();
      const denied = cloud.deniedCalls.filter(({ functionName }) => functionName === `plumbline-${by}`);
      expect(denied.length).toBeGreaterThan(0);
      for (const { message } of denied) {
        expect(message).toMatch(
          new RegExp(
            `^User: arn:aws:sts::\\d{12}:assumed-role/[\\w-]+${id}[\\w-]+/plumbline-${by} is not authorized to perform: ` +
              `${action}( on resource: \\S+)? because no identity-based policy allows the ${action} action$`,
            "i",
          ),
        );
      }
    },
    TIMEOUT_MS,
  );

  it(
    "silences an alarm where it is a topic's Allow for CloudWatch, and is listed",
    async () => {
      const topicPolicy = { type: "AWS::SNS::TopicPolicy", id: "HubPageTopic", about: "cloudwatch.amazonaws.com" };
      const cloud = await startModels(without("sns:Publish", topicPolicy), { models: [], hours: 0 });
      makeTrouble(cloud, "payments", 1);
      await cloud.runUntil(START_MS + 4 * HOUR_MS);
      await cloud.close();
      expect(cloud.view().mailbox()).toEqual([]);
      expect(cloud.refusedDeliveries).toEqual([
        expect.objectContaining({
          from: "arn:aws:cloudwatch:us-east-1:000000000000:alarm:plumbline-payments-pipeline",
          reason: expect.stringContaining("allows no sns:Publish to cloudwatch.amazonaws.com") as string,
        }),
      ]);
    },
    TIMEOUT_MS,
  );
});
