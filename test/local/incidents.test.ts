import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EmbeddedCloud } from "../../local/cloud.js";
import { dynamoStateTable } from "../../src/adapters/dynamodb-state-table.js";
import type { StateTable } from "../../src/contracts/ports.js";
import { accept } from "../../src/pipeline/answers/accept.js";
import { mute } from "../../src/pipeline/answers/quieten.js";
import { storedIncidents } from "../../src/pipeline/incidents.js";
import { HOUR_MS, payments, START_MS, trainingTable } from "../pipeline/memory/world.js";
import { type Json, temporaryDir } from "./assembly-builder.js";
import { changedAssembly, synthesizeProduct } from "./product-assembly.js";

const TIMEOUT_MS = 600_000;
const DAY = 24;
/** All judge by fixed thresholds, which act at once. */
const CONFIG = `
hub: { notify: { page: [oncall@example.com] } }
defaults:
  captures: { bucket: model-captures, existing: true, format: jsonl }
  columns: { time: at }
  reference: { table: "s3://lake/train.csv" }
  alarms: { rule: fixed }
monitors:
  payments:
    captures: { prefix: payments/ }
  refunds:
    captures: { prefix: refunds/ }
  orders:
    captures: { prefix: orders/ }
`;

let assemblyDir: string;
beforeAll(() => {
  assemblyDir = synthesizeProduct(CONFIG);
}, TIMEOUT_MS);

async function startCloud(assembly: string): Promise<EmbeddedCloud> {
  const cloud = await EmbeddedCloud.start({ assemblyDir: assembly, stateDir: temporaryDir(), startMs: START_MS });
  for (const bucket of ["model-captures", "lake"]) cloud.createBucket(bucket, { eventBridge: true });
  await cloud.deploy();
  cloud.putObject("lake", "train.csv", Buffer.from(trainingTable()));
  return cloud;
}

/** Captures of an hour land a few minutes after its end. */
function land(cloud: EmbeddedCloud, monitor: string, hour: number, body: string): void {
  const atMs = START_MS + (hour + 1) * HOUR_MS + 2 * 60_000;
  cloud.putObject("model-captures", `${monitor}/${hour + 500}.jsonl`, Buffer.from(body), { atMs });
}

/** Analysis may publish to no topic; CloudWatch still may, by the topics' own policies. */
function withoutMails(template: Json): Json {
  for (const { Type, Properties } of Object.values(template["Resources"] as Record<string, Json>)) {
    if (Type !== "AWS::IAM::Policy") continue;
    const { PolicyDocument: document } = Properties as { PolicyDocument: { Statement: readonly Json[] } };
    document.Statement = document.Statement.filter(({ Action }) => Action !== "sns:Publish");
  }
  return template;
}

const atHour = (hour: number): number => START_MS + hour * HOUR_MS;
const hourOf = (timeMs: number): number => (timeMs - START_MS) / HOUR_MS;

/** Mails whose subject begins so, without the incident's severity and id; each with the hour at which it was sent. */
function mailsOf(cloud: EmbeddedCloud, start: string): readonly { readonly subject: string; readonly hour: number }[] {
  const mails = cloud.view().mailbox();
  return mails
    .filter(({ subject }) => subject.startsWith(start))
    .map(({ subject, sentAtMs }) => ({ subject: subject.replace(/ \[.*/, ""), hour: hourOf(sentAtMs) }));
}

const subjectsOf = (cloud: EmbeddedCloud, start: string): readonly string[] =>
  mailsOf(cloud, start).map(({ subject }) => subject);

describe("what people are told in the embedded cloud", () => {
  let cloud: EmbeddedCloud;
  let table: StateTable;
  let client: DynamoDBClient;
  const speaker = (reason: string) => ({ by: "ana", reason, atMs: cloud.nowMs() });

  /** Four days of three models. */
  beforeAll(async () => {
    cloud = await startCloud(assemblyDir);
    const credentials = { accessKeyId: "local", secretAccessKey: "local" };
    client = new DynamoDBClient({ endpoint: cloud.endpointUrl, region: cloud.account.region, credentials });
    const name = [...cloud.outputs].find(([output]) => output.includes("RefHubState"))![1];
    table = dynamoStateTable(client, name);

    for (let hour = 0; hour < 68; hour++) {
      // Every other hour the amounts are wrong; a day and a half later the countries as well.
      const mean = hour >= 4 && hour < 40 && hour % 2 === 0 ? 190 : 100;
      const country = hour >= 34 && hour < 40 ? "XX" : "PT";
      land(cloud, "payments", hour, payments(hour, 300, { mean, country }));
    }
    for (let hour = 0; hour < 16; hour++) {
      land(cloud, "refunds", hour, payments(hour, 300, { mean: hour >= 4 ? 190 : 100 }));
    }
    for (let hour = 0; hour < 2.5 * DAY; hour++) {
      land(cloud, "orders", hour, payments(hour, 300, { mean: hour >= DAY ? 190 : 100 }));
    }
    cloud.putObject("model-captures", "payments/poison.jsonl", Buffer.from([0, 1, 2, 3, 255]), { atMs: atHour(20.1) });
    cloud.at(atHour(3), "mute refunds", async () => {
      const scope = { feature: null, check: null };
      await mute(table, "refunds", { scope, untilMs: atHour(9), replace: false }, speaker("migration"));
    });
    cloud.at(atHour(1.5 * DAY), "accept the change of orders", async () => {
      const [incident] = await storedIncidents(table, "orders", cloud.nowMs());
      await accept(table, "orders", { incident: incident!.id }, speaker("new price list"));
    });
    await cloud.runUntil(atHour(97));
  }, TIMEOUT_MS);
  afterAll(async () => {
    client.destroy();
    await cloud.close();
  });

  it("a score that flaps for a day and a half is one incident and one mail; a second one that opens meanwhile is mailed too", () => {
    expect(subjectsOf(cloud, "payments: ")).toEqual([
      "payments: drift in amount",
      "payments: drift in country",
      "payments: closed in amount",
      "payments: closed in country",
    ]);
  });

  it("a capture that can't be read is told by the pipeline's alarm within a quarter of an hour of being given up", () => {
    const [alarm] = mailsOf(cloud, 'ALARM: "plumbline-payments-pipeline"');
    expect(alarm!.hour).toBeGreaterThan(20.1);
    expect(alarm!.hour).toBeLessThan(20.6);
  });

  it("captures that stop are told by the freshness alarm, a day later for a model that is new", () => {
    const [alarm] = mailsOf(cloud, 'ALARM: "plumbline-payments-freshness"');
    expect(alarm!.hour).toBeGreaterThan(68 + 25);
    expect(alarm!.hour).toBeLessThan(68 + 29);
    const composite = cloud.cloudWatch.compositeAlarms().find(({ name }) => name === "plumbline-payments-any");
    expect(composite).toMatchObject({ state: "ALARM" });
    const any = cloud.cloudWatch.compositeAlarms().find(({ name }) => name === "plumbline-any");
    expect(any).toMatchObject({ state: "ALARM" });
  });

  it("a mute keeps the page back until it ends, and then it is told that the incident is still there", () => {
    const mails = mailsOf(cloud, "refunds: ");
    expect(mails[0]!.subject).toBe("refunds: still drift in amount");
    expect(mails[0]!.hour).toBeGreaterThanOrEqual(9);
    expect(mails[0]!.hour).toBeLessThan(11);
  });

  it("a change that is accepted closes its incident, and is not told again while it stays", () => {
    const mails = mailsOf(cloud, "orders: ");
    expect(mails.map(({ subject }) => subject)).toEqual(["orders: drift in amount", "orders: closed in amount"]);
    expect(mails[1]!.hour).toBeGreaterThan(1.5 * DAY);
    expect(mails[1]!.hour).toBeLessThan(1.5 * DAY + 2);
  });

  it("is refused nothing", () => {
    expect(cloud.refusedDeliveries).toEqual([]);
    expect(cloud.deniedCalls).toEqual([]);
  });
});

describe("mails that can't be sent", () => {
  it(
    "are told of by the pipeline's alarm within two hours",
    async () => {
      const broken = changedAssembly(assemblyDir, (template) => withoutMails(template));
      const cloud = await startCloud(broken);
      for (let hour = 0; hour < 8; hour++)
        land(cloud, "payments", hour, payments(hour, 300, { mean: hour < 3 ? 100 : 190 }));
      await cloud.runUntil(atHour(9));
      await cloud.close();
      expect(cloud.deniedCalls[0]).toMatchObject({ functionName: "plumbline-payments-analyze" });
      expect(subjectsOf(cloud, "payments: ")).toEqual([]);
      const [alarm] = mailsOf(cloud, 'ALARM: "plumbline-payments-pipeline"');
      // The fourth hour is the first that drifts; it is judged at 4.6.
      expect(alarm!.hour).toBeGreaterThan(4.6);
      expect(alarm!.hour).toBeLessThan(6.6);
    },
    TIMEOUT_MS,
  );
});
