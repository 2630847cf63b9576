import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { EmbeddedCloud } from "../../../local/cloud.js";
import { dynamoStateTable } from "../../../src/adapters/dynamodb-state-table.js";
import type { StateTable } from "../../../src/contracts/ports.js";
import { answersGiven } from "../../../src/pipeline/answers/answer-log.js";
import { partitions } from "../../../src/pipeline/keys.js";
import { findingOf, incidentOf } from "../../core/answers/answers.js";
import { clientOf, startCloud } from "../../local/start-cloud.js";
import { plumbline, plumblineJson } from "../command-line.js";

const TABLE = "hub-state";
const KEYS = [
  { name: "pk", type: "HASH" },
  { name: "sk", type: "RANGE" },
];
let cloud: EmbeddedCloud;
let client: DynamoDBClient;
let table: StateTable;

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
  table = dynamoStateTable(client, TABLE);
  const now = Date.now();
  await table.put({ pk: partitions.state("churn"), sk: "LEASE", body: { fence: 1, untilMs: 0 } }, now);
  await table.put({ pk: partitions.incidents("churn"), sk: "a1b2c3d4e5f6", body: incidentOf([findingOf("age")]) }, now);
  const quality = { ...incidentOf([findingOf("accuracy", { role: "quality" })]), id: "b1b2c3d4e5f6" };
  await table.put({ pk: partitions.incidents("churn"), sk: quality.id, body: quality }, now);
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

const BECAUSE = ["--table", TABLE, "--reason", "migration"];

describe("plumbline mute", () => {
  it("writes who, when, why and until when, refuses a second one, and replaces it when told to", async () => {
    const first = await plumblineJson("mute", "churn", ...BECAUSE, "--feature", "age", "--until", "3d", "--by", "ana");
    expect(first.status).toBe(0);
    expect(first.json).toMatchObject({
      monitor: "churn",
      answer: { kind: "mute", number: 1, by: "ana", reason: "migration", scope: { feature: "age", check: null } },
      superseded: null,
    });
    const second = await plumbline("mute", "churn", ...BECAUSE, "--feature", "age", "--until", "5d", "--by", "bo");
    expect(second.status).toBe(2);
    expect(second.err).toContain("somebody has said so already: ana muted age until");
    const third = await plumbline(
      "mute",
      "churn",
      ...BECAUSE,
      "--feature",
      "age",
      "--until",
      "5d",
      "--by",
      "bo",
      "--replace",
    );
    expect(third.status).toBe(0);
    expect(third.out).toContain("churn, answer 2: bo muted age until");
    expect(third.out).toContain("It takes the place of answer 1: ana muted age until");
    const { status, out } = await plumbline("unmute", "churn", ...BECAUSE, "--feature", "age");
    expect([status, out]).toEqual([0, expect.stringContaining("ended the mute of age: migration")]);
    const kept = await answersGiven(table, "churn", Date.now());
    expect(kept.map(({ kind }) => kind)).toEqual(["mute", "mute", "unmute"]);
  });

  it.each([
    {
      why: "a monitor that isn't there",
      args: ["chrun", ...BECAUSE, "--until", "3d"],
      says: "monitor chrun is not in this table",
    },
    {
      why: "a mistyped feature",
      args: ["churn", ...BECAUSE, "--feature", "agee", "--until", "3d"],
      says: "did you mean age?",
    },
    {
      why: "a mistyped check",
      args: ["churn", ...BECAUSE, "--check", "shfit", "--until", "3d"],
      says: "did you mean shift?",
    },
    {
      why: "an end in the past",
      args: ["churn", ...BECAUSE, "--until", "2020-01-01"],
      says: "within the next 90 days",
    },
    {
      why: "an end that would be forgotten",
      args: ["churn", ...BECAUSE, "--until", "52w"],
      says: "within the next 90 days",
    },
    {
      why: "a time that is none",
      args: ["churn", ...BECAUSE, "--until", "soon"],
      says: "--until expects a span such as 8h",
    },
    { why: "a day that is none", args: ["churn", ...BECAUSE, "--until", "2026-02-30"], says: "got 2026-02-30" },
    { why: "no end at all", args: ["churn", ...BECAUSE], says: "--until" },
    { why: "no reason", args: ["churn", "--table", TABLE, "--until", "3d"], says: "--reason" },
    {
      why: "the reason of a mail's template",
      args: ["churn", "--table", TABLE, "--until", "3d", "--reason", "..."],
      says: "--reason expects",
    },
  ])("refuses $why", async ({ args, says }) => {
    const { status, err } = await plumbline("mute", ...args);
    expect(status).toBe(2);
    expect(err).toContain(says);
  });

  it("says that a table can't be reached, as a failure and no fault of the input", async () => {
    const { status, err } = await plumbline("mute", "churn", "--table", "nowhere", "--reason", "x", "--until", "3d");
    expect(status).toBe(3);
    expect(err).toContain("table nowhere can't be reached");
  });
});

describe("plumbline ack, accept and relearn", () => {
  it("acknowledge an open incident for eight hours", async () => {
    const { status, json } = await plumblineJson("ack", "churn", ...BECAUSE, "--incident", "a1b2c3d4e5f6");
    const { atMs, untilMs } = json["answer"] as { atMs: number; untilMs: number };
    expect([status, untilMs - atMs]).toEqual([0, 8 * 3_600_000]);
  });

  it.each([
    {
      why: "an unknown incident",
      args: ["ack", "churn", ...BECAUSE, "--incident", "c1"],
      says: "open are a1b2c3d4e5f6 (age)",
    },
    {
      why: "quality as the new normal",
      args: ["accept", "churn", ...BECAUSE, "--incident", "b1b2c3d4e5f6"],
      says: "that is judged by labels",
    },
    {
      why: "both an incident and a feature",
      args: ["accept", "churn", ...BECAUSE, "--incident", "a", "--feature", "age"],
      says: "either --incident, or --feature",
    },
    {
      why: "a normal that begins tomorrow",
      args: ["relearn", "churn", ...BECAUSE, "--from", "2999-01-01"],
      says: "--from expects a time before now",
    },
    {
      why: "a normal that no window has shown",
      args: ["accept", "churn", ...BECAUSE, "--incident", "a1b2c3d4e5f6"],
      says: "has judged no window since",
    },
  ])("refuse $why", async ({ args, says }) => {
    const { status, err } = await plumbline(...args);
    expect([status, err]).toEqual([2, expect.stringContaining(says)]);
  });

  it.each(["mute", "unmute", "ack", "accept", "relearn"])("%s explains itself with examples", async (command) => {
    const { status, out } = await plumbline(command, "--help");
    expect(status).toBe(0);
    expect(out).toContain(`plumbline ${command} churn --table hub-state`);
  });
});

describe("plumbline audit", () => {
  it("lists what was said, in the order of time, as text and as JSON", async () => {
    const { status, out } = await plumbline("audit", "churn", "--table", TABLE);
    expect(status).toBe(0);
    expect(out).toMatch(/answer +ana +number 1, kind mute, scope {"feature":"age","check":null}, reason migration/);
    expect(out).toContain("churn: 4 entries from ");
    const { json } = await plumblineJson("audit", "churn", "--table", TABLE, "--from", "1d");
    const entries = json["entries"] as { who: string; kind: string; at: string }[];
    expect(entries.slice(0, 2)).toMatchObject([
      { kind: "answer", who: "ana" },
      { kind: "answer", who: "bo" },
    ]);
    expect(entries.map(({ at }) => at)).toEqual(entries.map(({ at }) => at).sort());
  });

  it.each([
    { why: "a monitor that isn't there", args: ["chrun"], says: "monitor chrun is not in this table" },
    {
      why: "an end before its beginning",
      args: ["churn", "--from", "1d", "--to", "2d"],
      says: "--to expects a time after",
    },
  ])("refuses $why", async ({ args, says }) => {
    const { status, err } = await plumbline("audit", ...args, "--table", TABLE);
    expect([status, err]).toEqual([2, expect.stringContaining(says)]);
  });
});
