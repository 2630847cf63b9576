import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EmbeddedCloud } from "../../local/cloud.js";
import { dynamoStateTable } from "../../src/adapters/dynamodb-state-table.js";
import type { StateTable } from "../../src/contracts/ports.js";
import { auditTrail } from "../../src/pipeline/history/audit.js";
import { storedIncidents } from "../../src/pipeline/incidents.js";
import { decideRetraining } from "../../src/pipeline/retrain/decide.js";
import { HOUR_MS, payments, START_MS, trainingTable } from "../pipeline/memory/world.js";
import { temporaryDir } from "./assembly-builder.js";
import { synthesizeProduct } from "./product-assembly.js";

const TIMEOUT_MS = 600_000;
const MACHINE = "arn:aws:states:us-east-1:000000000000:stateMachine:train-payments";
const PIPELINE = "arn:aws:sagemaker:us-east-1:000000000000:pipeline/train-refunds";
/** `payments` asks a person; `refunds` trains by itself, and every day at nine in Lisbon besides, at most once in 24 hours. */
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
    retrain: { target: "${MACHINE}", onIncident: high }
  refunds:
    captures: { prefix: refunds/ }
    window: { timeZone: Europe/Lisbon }
    retrain:
      { target: "${PIPELINE}", onIncident: high, schedule: "cron(0 9 * * ? *)", approval: false, minDaysBetween: 1 }
`;

const atHour = (hour: number): number => START_MS + hour * HOUR_MS;

describe("retraining in the embedded cloud", () => {
  let cloud: EmbeddedCloud;
  let client: DynamoDBClient;
  let table: StateTable;

  beforeAll(async () => {
    const assemblyDir = synthesizeProduct(CONFIG);
    cloud = await EmbeddedCloud.start({ assemblyDir, stateDir: temporaryDir(), startMs: START_MS });
    for (const bucket of ["model-captures", "lake"]) cloud.createBucket(bucket, { eventBridge: true });
    await cloud.deploy();
    cloud.putObject("lake", "train.csv", Buffer.from(trainingTable()));
    for (let hour = 0; hour < 12; hour++) {
      for (const monitor of ["payments", "refunds"]) {
        const body = Buffer.from(payments(hour, 300, { mean: hour < 3 ? 100 : 190 }));
        cloud.putObject("model-captures", `${monitor}/${hour}.jsonl`, body, { atMs: atHour(hour + 1.05) });
      }
    }
    const credentials = { accessKeyId: "local", secretAccessKey: "local" };
    client = new DynamoDBClient({ endpoint: cloud.endpointUrl, region: cloud.account.region, credentials });
    table = dynamoStateTable(client, [...cloud.outputs].find(([name]) => name.includes("RefHubState"))![1]);
    cloud.at(atHour(8), "approve", async () => {
      const [incident] = await storedIncidents(table, "payments", cloud.nowMs());
      const speaker = { by: "ana", reason: "labels confirm it", atMs: cloud.nowMs() };
      await decideRetraining(table, "payments", { token: incident!.id, decision: "approve" }, speaker);
    });
    await cloud.runUntil(atHour(34));
  }, TIMEOUT_MS);
  afterAll(async () => {
    client.destroy();
    await cloud.close();
  });

  const startsOf = (target: string) => cloud.startedExecutions.filter((execution) => execution.target === target);

  it("waits for the approval that the incident's mail asks for, and starts once, under the incident's id", async () => {
    const [incident] = await storedIncidents(table, "payments", cloud.nowMs());
    const mail = cloud
      .view()
      .mailbox()
      .find(({ subject }) => subject.startsWith("payments: drift"));
    expect(mail!.body).toMatch(
      new RegExp(`plumbline retrain payments --table \\S+ --approve ${incident!.id} --reason`),
    );
    const [start, ...more] = startsOf(MACHINE);
    expect(more).toEqual([]);
    expect(start!.startedMs).toBeGreaterThan(atHour(8));
    expect(start!.startedMs).toBeLessThan(atHour(9));
    expect(start!.token).toBe(`payments-${incident!.id}`);
    expect(JSON.parse(start!.input!)).toMatchObject({ monitor: "payments", incident: incident!.id });
  });

  it("starts by itself where no approval is wanted, and then leaves a day between two starts", () => {
    const hours = startsOf(PIPELINE).map(({ startedMs }) => (startedMs - START_MS) / HOUR_MS);
    // The incident is found at 4.6; what the schedule asks for at nine waits for the next day.
    expect(hours).toHaveLength(2);
    expect(hours[0]).toBeLessThan(6);
    expect(hours[1]! - hours[0]!).toBeGreaterThanOrEqual(24);
    expect(hours[1]).toBeLessThan(31);
  });

  it("is in the audit trail, and is denied nothing", async () => {
    const trail = await auditTrail(table, "payments", { fromMs: 0, toMs: cloud.nowMs() + 1 }, cloud.nowMs());
    const said = trail.find(({ kind, who }) => kind === "answer" && who === "ana");
    const done = trail.find(({ kind }) => kind === "retraining");
    expect(said!.what).toMatchObject({ kind: "retrain", decision: "approve" });
    expect(done).toMatchObject({ who: "analysis", what: { state: "started", target: MACHINE } });
    expect(cloud.deniedCalls).toEqual([]);
    expect(cloud.failedInvocations).toEqual([]);
  });
});
