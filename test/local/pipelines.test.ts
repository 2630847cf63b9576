import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { afterAll, beforeAll, expect, it } from "vitest";
import { EmbeddedCloud } from "../../local/cloud.js";
import { dynamoStateTable } from "../../src/adapters/dynamodb-state-table.js";
import { auditTrail } from "../../src/pipeline/history/audit.js";
import { HOUR_MS, START_MS } from "../pipeline/memory/world.js";
import { temporaryDir } from "./assembly-builder.js";
import { synthesizeProduct } from "./product-assembly.js";

const ACCOUNT = "us-east-1:000000000000";
const CONFIG = `
monitors:
  payments:
    model:
      pipelines:
        - arn:aws:sagemaker:${ACCOUNT}:pipeline/train-payments
        - arn:aws:glue:${ACCOUNT}:job/load-payments
        - arn:aws:states:${ACCOUNT}:stateMachine:clean-payments
    captures: { bucket: model-captures, existing: true, prefix: payments/, format: jsonl }
    columns: { time: at }
    reference: { live: 14d }
`;

/** What the three services say on the default bus, shortened to the fields that they are known by. */
const CHANGES = [
  {
    Source: "aws.sagemaker",
    DetailType: "SageMaker Model Building Pipeline Execution Status Change",
    Detail: {
      pipelineArn: `arn:aws:sagemaker:${ACCOUNT}:pipeline/train-payments`,
      pipelineExecutionArn: `arn:aws:sagemaker:${ACCOUNT}:pipeline/train-payments/execution/p4jn9xou8a8s`,
      currentPipelineExecutionStatus: "Succeeded",
      previousPipelineExecutionStatus: "Executing",
    },
  },
  {
    Source: "aws.glue",
    DetailType: "Glue Job State Change",
    Detail: { jobName: "load-payments", jobRunId: "jr_1", state: "FAILED", severity: "ERROR", message: "no disk" },
  },
  {
    Source: "aws.states",
    DetailType: "Step Functions Execution Status Change",
    Detail: {
      stateMachineArn: `arn:aws:states:${ACCOUNT}:stateMachine:clean-payments`,
      executionArn: `arn:aws:states:${ACCOUNT}:execution:clean-payments:7f3a`,
      status: "RUNNING",
      input: '{"secret":"of theirs"}',
    },
  },
  // Somebody else's job.
  {
    Source: "aws.glue",
    DetailType: "Glue Job State Change",
    Detail: { jobName: "other", jobRunId: "jr_2", state: "FAILED" },
  },
];

let cloud: EmbeddedCloud;
let events: EventBridgeClient;
let client: DynamoDBClient;

beforeAll(async () => {
  cloud = await EmbeddedCloud.start({
    assemblyDir: synthesizeProduct(CONFIG),
    stateDir: temporaryDir(),
    startMs: START_MS,
  });
  cloud.createBucket("model-captures", { eventBridge: true });
  await cloud.deploy();
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const options = { endpoint: cloud.endpointUrl, region: cloud.account.region, credentials };
  [events, client] = [new EventBridgeClient(options), new DynamoDBClient(options)];
}, 120_000);

afterAll(async () => {
  events.destroy();
  client.destroy();
  await cloud.close();
});

it("runs of the team's own pipelines are noted by name, status and time, those of others are not", async () => {
  await cloud.runUntil(START_MS + HOUR_MS);
  const Entries = CHANGES.map(({ Detail, ...change }) => ({ ...change, Detail: JSON.stringify(Detail) }));
  await events.send(new PutEventsCommand({ Entries }));
  await cloud.runUntil(START_MS + 1.1 * HOUR_MS);
  const table = dynamoStateTable(client, [...cloud.outputs].find(([name]) => name.includes("RefHubState"))![1]);
  const trail = await auditTrail(table, "payments", { fromMs: 0, toMs: cloud.nowMs() }, cloud.nowMs());
  const atMs = START_MS + HOUR_MS;
  expect(trail.filter(({ kind }) => kind === "pipeline").map(({ what }) => what)).toEqual([
    { pipeline: "clean-payments", execution: "7f3a", status: "RUNNING", atMs },
    { pipeline: "load-payments", execution: "jr_1", status: "FAILED", atMs },
    { pipeline: "train-payments", execution: "p4jn9xou8a8s", status: "Succeeded", atMs },
  ]);
  expect(JSON.stringify(trail)).not.toContain("of theirs");
}, 60_000);
