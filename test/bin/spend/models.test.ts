import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { EmbeddedCloud } from "../../../local/cloud.js";
import { dynamoStateTable } from "../../../src/adapters/dynamodb-state-table.js";
import { hourKey } from "../../../src/pipeline/hour.js";
import { partitions } from "../../../src/pipeline/keys.js";
import { STATE } from "../../../src/pipeline/spend/standing.js";
import { clientOf, startCloud } from "../../local/start-cloud.js";
import { plumbline, plumblineJson, TestFolder } from "../command-line.js";
import { type Bill, costExplorer } from "./cost-explorer.js";

const TABLE = "hub-state";
const KEYS = [
  { name: "pk", type: "HASH" },
  { name: "sk", type: "RANGE" },
];
const DAY_HOURS = 24;
const TODAY = Math.floor(Date.now() / 86_400_000) * DAY_HOURS;
/** `2026-03-01`, so many days before today. */
const day = (before: number): string => new Date((TODAY - before * DAY_HOURS) * 3_600_000).toISOString().slice(0, 10);

// All that `spend models` reads of it: two models behind one tag, one behind another, one behind none.
const CONFIG = `
monitors:
  churn: { reference: { live: 3d }, captures: { samplingPercent: 20 }, model: { spend: { tag: model=churn } } }
  shadow: { reference: { live: 3d }, model: { spend: { tag: model=churn } } }
  demand: { reference: { live: 3d }, model: { spend: { tag: team=supply } } }
  triage: { reference: { live: 3d } }
`;

const GOOD: Bill = {
  days: [
    { tag: "model=churn", day: day(8), usd: 1_000 },
    { tag: "model=churn", day: day(7), usd: 20 },
    { tag: "model=churn", day: day(1), usd: 4 },
    { tag: "model=churn", day: day(1), usd: -24, type: "Credit" },
    { tag: "model=churn", day: day(0), usd: 1_000 },
    { tag: "model=other", day: day(1), usd: 1_000 },
    { tag: "team=supply", day: day(2), usd: 5 },
  ],
  active: ["model", "team"],
  unit: "USD",
  mayList: true,
  closed: false,
  pageSize: 100,
};
const bill = { ...GOOD };
const folder = new TestFolder();
const config = folder.write("plumbline.yaml", CONFIG);
let cloud: EmbeddedCloud;
let client: DynamoDBClient;

beforeAll(async () => {
  const AttributeDefinitions = KEYS.map(({ name }) => ({ AttributeName: name, AttributeType: "S" }));
  const KeySchema = KEYS.map(({ name, type }) => ({ AttributeName: name, KeyType: type }));
  const Properties = { TableName: TABLE, BillingMode: "PAY_PER_REQUEST", AttributeDefinitions, KeySchema };
  cloud = await startCloud(
    { resources: { Table: { Type: "AWS::DynamoDB::Table", Properties } } },
    { extend: () => ({ services: [costExplorer(bill)] }) },
  );
  client = new DynamoDBClient(clientOf(cloud));
  vi.stubEnv("AWS_ENDPOINT_URL", cloud.endpointUrl);
  vi.stubEnv("AWS_REGION", cloud.account.region);
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
  // The share of captures that was profiled fell to a quarter with yesterday's noon.
  const sampling = [{ fromHour: TODAY - 12, keep: 0.25 }];
  const spend = { pk: partitions.spend(), sk: STATE, body: { standing: { sampling } } };
  await dynamoStateTable(client, TABLE).put(spend, Date.now());
  await judged("churn", TODAY - 8 * DAY_HOURS, 77_777);
  await judged("churn", TODAY - 7 * DAY_HOURS, 3_000);
  await judged("churn", TODAY - 14, 500);
  await judged("churn", TODAY - 1, 100);
  await judged("churn", TODAY, 88_888);
  await judged("shadow", TODAY - 20, 4_500);
  await judged("triage", TODAY - 20, 99_999);
});

afterAll(async () => {
  vi.unstubAllEnvs();
  folder.remove();
  client.destroy();
  await cloud.close();
});

/** A window's verdict, as the table has it. */
async function judged(monitor: string, hour: number, records: number): Promise<void> {
  const item = { pk: partitions.verdicts(monitor), sk: hourKey(hour), body: { records } };
  await dynamoStateTable(client, TABLE).put(item, Date.now());
}

async function models(state: Partial<Bill> = {}, ...argv: string[]) {
  Object.assign(bill, GOOD, state);
  return plumblineJson("spend", "models", "--config", config, "--table", TABLE, ...argv);
}

describe("plumbline spend models", () => {
  it("divides the cost of each tag in whole days by what was predicted in them", async () => {
    const { status, json } = await models();
    expect(status).toBe(0);
    // churn: (3,000 + 500 + 100 / a quarter) / 20 % = 19,500; shadow: 4,500. $24 / 24,000 x 1,000 = $1.
    expect(json).toMatchObject({ from: day(7), to: day(1) });
    const [churn, demand, ...rest] = json["models"] as Record<string, unknown>[];
    expect(churn).toMatchObject({
      monitors: ["churn", "shadow"],
      usd: 24,
      predictions: 24_000,
      usdPerThousand: 1,
      notes: [],
    });
    expect(demand).toMatchObject({ monitors: ["demand"], usd: 5, predictions: 0, usdPerThousand: null });
    expect(rest).toEqual([]);
  });

  it("shows them as a table, and says what it can't know and what asking takes", async () => {
    Object.assign(bill, GOOD);
    const { out } = await plumbline("spend", "models", "--config", config, "--table", TABLE);
    expect(out).toMatch(/^churn, shadow +model=churn +\$24\.00 +24,000 +\$1\.00$/m);
    expect(out).toMatch(/^demand +team=supply +\$5\.00 +0 +-$/m);
    expect(out).toContain("demand: nothing was captured and judged in these days.");
    expect(out).toContain("Yesterday is not complete");
    expect(out).toContain("Cost Explorer takes $0.01 a question: $0.02 for this look.");
  });

  it("looks at as many days as it is told", async () => {
    const { json } = await models({}, "--days", "8");
    // (77,777 + 3,000 + 500 + 400) / 20 % + 4,500
    expect((json["models"] as unknown[])[0]).toMatchObject({ usd: 1_024, predictions: 412_885 });
  });

  it("adds up an answer that comes in pages, each of which is a question", async () => {
    const { json } = await models({ pageSize: 3 });
    expect((json["models"] as unknown[])[0]).toMatchObject({ usd: 24 });
    expect(json["askedUsd"]).toBeCloseTo(0.06, 10);
  });

  it.each([
    { why: "the tag is not active", state: { active: ["team"] }, note: "model is not an active cost-allocation tag" },
    {
      why: "it may not ask which tags are active",
      state: { days: [], mayList: false },
      note: "this account may not ask",
    },
    { why: "nothing carries an active tag", state: { days: [] }, note: "Do the endpoint and its jobs carry it?" },
  ])("says why there is no cost where $why", async ({ state, note }) => {
    const { status, json } = await models(state);
    expect(status).toBe(0);
    const [churn] = json["models"] as Record<string, unknown>[];
    expect(churn).toMatchObject({ usd: 0, usdPerThousand: null });
    expect((churn!["notes"] as string[]).join("\n")).toContain(note);
  });

  it.each([
    { why: "a Cost Explorer that is closed", state: { closed: true }, code: "AWS", message: "ce:GetCostAndUsage" },
    { why: "another currency", state: { unit: "CNY" }, code: "CURRENCY", message: "got CNY" },
  ])("refuses $why", async ({ state, code, message }) => {
    const { status, json } = await models(state);
    expect(status).not.toBe(0);
    expect(json["error"]).toMatchObject({ code, message: expect.stringContaining(message) as string });
  });

  it.each([
    { why: "no days", argv: ["models", "--days", "0"], message: "1 to 365, got 0" },
    { why: "half a day", argv: ["models", "--days", "1.5"], message: "got 1.5" },
    { why: "days without models", argv: ["--days", "7"], message: "expect spend models" },
    { why: "a reason for a look", argv: ["models", "--reason", "x"], message: "expect spend override" },
  ])("refuses $why", async ({ argv, message }) => {
    const { status, err } = await plumbline("spend", ...argv, "--table", TABLE);
    expect(status).toBe(2);
    expect(err).toContain(message);
  });

  it("refuses a configuration in which no model has a tag", async () => {
    const file = folder.write("none.yaml", "monitors: { a: { reference: { live: 3d } } }");
    const { status, err } = await plumbline("spend", "models", "--config", file, "--table", TABLE);
    expect([status, err]).toEqual([2, expect.stringContaining("expects model.spend.tag of at least one monitor")]);
  });
});
