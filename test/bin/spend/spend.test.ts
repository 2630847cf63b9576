import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { EmbeddedCloud } from "../../../local/cloud.js";
import { dynamoStateTable } from "../../../src/adapters/dynamodb-state-table.js";
import { guardSpend, OVERRIDE } from "../../../src/pipeline/spend/guard-spend.js";
import { writeUsage } from "../../../src/pipeline/spend/usage-items.js";
import { clientOf, startCloud } from "../../local/start-cloud.js";
import { guarded } from "../../pipeline/spend/guarded.js";
import { plumbline, plumblineJson } from "../command-line.js";

const TABLE = "hub-state";
const KEYS = [
  { name: "pk", type: "HASH" },
  { name: "sk", type: "RANGE" },
];
let cloud: EmbeddedCloud;
let client: DynamoDBClient;

beforeAll(async () => {
  cloud = await startCloud({
    resources: {
      Table: {
        Type: "AWS::DynamoDB::Table",
        Properties: {
          TableName: TABLE,
          BillingMode: "PAY_PER_REQUEST",
          AttributeDefinitions: KEYS.map(({ name }) => ({ AttributeName: name, AttributeType: "S" })),
          KeySchema: KEYS.map(({ name, type }) => ({ AttributeName: name, KeyType: type })),
        },
      },
    },
  });
  client = new DynamoDBClient(clientOf(cloud));
  vi.stubEnv("AWS_ENDPOINT_URL", cloud.endpointUrl);
  vi.stubEnv("AWS_REGION", cloud.account.region);
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
});

afterAll(async () => {
  vi.unstubAllEnvs();
  client.destroy();
  await cloud.close();
});

/** The guard's look of now, with a dollar of S3's writes by the one monitor. */
async function look(): Promise<void> {
  const table = dynamoStateTable(client, TABLE);
  const nowMs = Date.now();
  await writeUsage(table, "churn", { id: "1", atMs: nowMs, cause: {} }, { s3Write: 200_000 });
  await guardSpend(nowMs, { ...guarded({ monthlyUsd: 300 }).deps, table });
}

describe("plumbline spend", () => {
  it("says what is missing where no guard has looked", async () => {
    const { status, err } = await plumbline("spend", "--table", TABLE);
    expect([status, err]).toEqual([2, expect.stringContaining("is hub.spend configured and deployed for an hour?")]);
  });

  it("shows the month by monitor and service, as the guard has counted it", async () => {
    await look();
    const { status, out } = await plumbline("spend", "--table", TABLE);
    expect(status).toBe(0);
    expect(out).toMatch(/^\d{4}-\d\d: normal since .* UTC, by list prices, as of .* UTC$/m);
    expect(out).toMatch(/^churn +\$1\.00 /m);
    expect(out).toMatch(/^ {2}S3 +\$1\.00 *$/m);
    expect(out).toMatch(/^spent +\$\d+\.\d\d of \$300\.00$/m);
    const { json } = await plumblineJson("spend", "--table", TABLE);
    expect(json).toMatchObject({ monthlyUsd: 300, standing: { state: "normal" } });
  });

  it("writes an override with who and why, ends it, and shows both in the trail", async () => {
    const until = ["--until", "24h", "--reason", "launch day", "--by", "ada"];
    const given = await plumblineJson("spend", "override", "--table", TABLE, ...until);
    expect([given.status, given.json]).toEqual([
      0,
      expect.objectContaining({ what: "override", by: "ada", reason: "launch day" }),
    ]);
    await look();
    const overridden = await plumbline("spend", "--table", TABLE);
    expect(overridden.out).toMatch(/^overridden until .* UTC by ada: launch day$/m);

    await plumbline("spend", "override", "--table", TABLE, "--end", "--reason", "over", "--by", "bob");
    expect(await dynamoStateTable(client, TABLE).get("HUB#SPEND", OVERRIDE, Date.now())).toBeNull();
    const { out } = await plumbline("spend", "--table", TABLE, "--audit");
    expect(out).toMatch(/override until .* UTC by ada: launch day\n.*override ended by bob: over/);
  });

  it.each([
    { why: "an override without a reason", argv: ["override", "--until", "3h"], message: "--reason" },
    { why: "an override without an end", argv: ["override", "--reason", "x"], message: "either --until or --end" },
    {
      why: "an override in the past",
      argv: ["override", "--reason", "x", "--until", "2020-01-01"],
      message: "31 days",
    },
    { why: "ending what isn't there", argv: ["override", "--reason", "x", "--end"], message: "got none" },
    { why: "another action", argv: ["pause"], message: "got pause" },
    { why: "an override's options without it", argv: ["--until", "3h"], message: "spend override" },
  ])("refuses $why", async ({ argv, message }) => {
    const { status, err } = await plumbline("spend", ...argv, "--table", TABLE);
    expect(status).toBe(2);
    expect(err).toContain(message);
  });
});
