import { beforeAll, describe, expect, it } from "vitest";
import { EmbeddedCloud } from "../../local/cloud.js";
import type { RequestCount } from "../../local/request-log.js";
import { monitorUsage } from "../../src/core/spend/monitor-usage.js";
import type { PriceName } from "../../src/core/spend/price-table.js";
import { addUsage, costOf, HOURS_A_MONTH, scaleUsage, type Usage } from "../../src/core/spend/usage.js";
import { US_EAST_1 } from "../../src/core/spend/us-east-1.js";
import { HOUR_MS, START_MS } from "../pipeline/memory/world.js";
import { temporaryDir } from "./assembly-builder.js";
import { synthesizeProduct } from "./product-assembly.js";

const TIMEOUT_MS = 180_000;
const WAIT_DAYS = 1;
const CONFIG = `
defaults:
  model: { task: binary }
  columns: { input: { header: [age, kind] }, output: { score: 0 } }
  reference: { captures: "2026-02-01/2026-02-01" }
monitors:
  plain:
    captures: { bucket: model-captures, existing: true, prefix: plain/, format: sagemaker-jsonl }
  labelled:
    captures: { bucket: model-captures, existing: true, prefix: labelled/, format: sagemaker-jsonl }
    labels: { prefix: truth/, format: sagemaker-ground-truth, waitDays: ${WAIT_DAYS} }
`;
const ROWS = 40;
const OBJECTS_AN_HOUR = 2;
/** The hours that are counted: past the baseline, which is learned once. */
const FROM = 4;
const HOURS = 6;

/** A SageMaker capture. */
function capture(hour: number, part: number): string {
  const csv = (mode: string, data: string): unknown => {
    return { observedContentType: "text/csv", mode, data, encoding: "CSV" };
  };
  const lines = Array.from({ length: ROWS }, (_, row) => {
    const madeMs = START_MS + hour * HOUR_MS + part * 60_000 + row * 1000;
    return JSON.stringify({
      captureData: {
        endpointInput: csv("INPUT", `${20 + ((row * 7) % 50)},${row % 3}`),
        endpointOutput: csv("OUTPUT", String((row % 10) / 10)),
      },
      eventMetadata: { eventId: `${hour}-${part}-${row}`, inferenceTime: new Date(madeMs).toISOString() },
      eventVersion: "0",
    });
  });
  return lines.join("\n");
}

function truth(hour: number): string {
  const lines = Array.from({ length: ROWS }, (_, row) =>
    JSON.stringify({
      groundTruthData: { data: String(row % 2), encoding: "CSV" },
      eventMetadata: { eventId: `${hour}-0-${row}` },
      eventVersion: "0",
    }),
  );
  return lines.join("\n");
}

/** A day of two models: what each caller asked for in the counted hours. */
async function countedHours(): Promise<readonly RequestCount[]> {
  const assemblyDir = synthesizeProduct(CONFIG);
  const cloud = await EmbeddedCloud.start({ assemblyDir, stateDir: temporaryDir(), startMs: START_MS });
  cloud.createBucket("model-captures", { eventBridge: true });
  const models = ["plain", "labelled"];
  for (const model of models) {
    // A label file is searched for in every hour of the wait.
    for (let hour = -24; hour < 0; hour += model === "labelled" ? 1 : 6) {
      const lastModifiedMs = START_MS + (hour + 1) * HOUR_MS;
      cloud.seedObject("model-captures", `${model}/${hour}.jsonl`, Buffer.from(capture(hour, 0)), { lastModifiedMs });
    }
  }
  await cloud.deploy();
  for (let hour = 0; hour < FROM + HOURS; hour++) {
    for (let part = 0; part < OBJECTS_AN_HOUR; part++) {
      const atMs = START_MS + (hour + 1) * HOUR_MS + (part + 1) * 60_000;
      for (const model of models) {
        cloud.putObject("model-captures", `${model}/${hour}-${part}.jsonl`, Buffer.from(capture(hour, part)), { atMs });
      }
      if (part === 0 && hour > 1) {
        cloud.putObject("model-captures", `truth/${hour}.jsonl`, Buffer.from(truth(hour - 2)), { atMs });
      }
    }
  }
  await cloud.runUntil(START_MS + FROM * HOUR_MS);
  const before = new Map(cloud.requestCounts.map((count) => [keyOf(count), count]));
  await cloud.runUntil(START_MS + (FROM + HOURS) * HOUR_MS);
  await cloud.close();
  return cloud.requestCounts.map((after) => {
    const earlier = before.get(keyOf(after));
    return { ...after, count: after.count - (earlier?.count ?? 0), units: after.units - (earlier?.units ?? 0) };
  });
}

const keyOf = ({ caller, service, operation }: RequestCount): string => `${caller} ${service} ${operation}`;

/** Typed from the AWS price pages once more, so that a slip in the price table shows. */
function priceOf({ service, operation, count, units }: RequestCount): number {
  switch (service) {
    case "s3":
      return count * (["PutObject", "ListObjectsV2"].includes(operation) ? 0.000005 : 0.0000004);
    case "dynamodb":
      return units * (["PutItem", "DeleteItem"].includes(operation) ? 0.000000625 : 0.000000125);
    case "sqs":
      return count * 0.0000004;
    case "events":
      return count * 0.000001;
    case "monitoring":
      return count * 0.00001;
    case "lambda":
      // A schedule's invocation: the schedule's price and the function's.
      return count * (0.000001 + 0.0000002);
    default:
      throw new Error(`no price for ${service} ${operation}`);
  }
}

/** Invocations by a queue are no request of their own: one for each message that was received. */
const invocationPrice = (counts: readonly RequestCount[]): number =>
  counts
    .filter(({ operation }) => operation === "ReceiveMessage")
    .reduce((sum, { count }) => sum + count * 0.0000002, 0);

/** What the log can count: no seconds, no storage, no series. */
const REQUESTS: readonly PriceName[] = [
  ...(["s3Write", "s3Read", "dynamoWriteUnit", "dynamoReadUnit", "sqsRequest"] as const),
  ...(["objectEvent", "schedulerInvocation", "lambdaRequest", "metricRequest"] as const),
];

function predicted(labelWaitDays: number | null): Usage {
  const traffic = {
    objectsPerHour: OBJECTS_AN_HOUR,
    recordsPerDay: OBJECTS_AN_HOUR * 24 * ROWS,
    labelFilesPerDay: labelWaitDays === null ? 0 : 24,
    features: 3,
  };
  // Without event sources: idle queues aren't polled here.
  const shape = { name: "", runMetrics: 0, hourMetrics: 0, alarmMetrics: 0, eventSources: 0, retentionDays: 0 };
  const { fixed, metered } = monitorUsage({ ...shape, labelWaitDays }, traffic);
  const month = addUsage(fixed, metered);
  const requests = Object.fromEntries(REQUESTS.map((name) => [name, month[name] ?? 0]));
  return scaleUsage(requests, HOURS / HOURS_A_MONTH);
}

/** Reads cost a tenth of writes or less, and grow with the hours that a day already has: predicted for its middle. */
const TOLERANCES: Readonly<Record<string, number>> = { dynamoReadUnit: 0.6, s3Read: 0.25 };

describe("predicted requests, against the embedded cloud's own log of the same traffic", () => {
  let counts: readonly RequestCount[];
  const ofModel = (model: string): readonly RequestCount[] =>
    counts.filter(({ caller }) => caller.includes(`-${model}-`));
  const sum = (some: readonly RequestCount[]): number => some.reduce((usd, count) => usd + priceOf(count), 0);

  beforeAll(async () => {
    counts = await countedHours();
  }, TIMEOUT_MS);

  it("cost what the log says, to 10 %, priced apart", () => {
    const logged = sum(counts) + invocationPrice(counts);
    const expected = costOf(addUsage(predicted(null), predicted(WAIT_DAYS)), US_EAST_1);
    expect(expected / logged).toBeGreaterThan(0.9);
    expect(expected / logged).toBeLessThan(1.1);
  });

  it.each([
    { model: "plain", waitDays: null },
    { model: "labelled", waitDays: WAIT_DAYS },
  ])(
    "ask S3 and DynamoDB as often as the functions of $model do, to 10 % of writes and 25 % of reads",
    ({ model, waitDays }) => {
      const asked = ofModel(model);
      const total = (service: string, operations: readonly string[], of: "count" | "units"): number =>
        asked
          .filter((count) => count.service === service && operations.includes(count.operation))
          .reduce((all, count) => all + count[of], 0);
      const expected = predicted(waitDays);
      const logged = {
        s3Write: total("s3", ["PutObject", "ListObjectsV2"], "count"),
        s3Read: total("s3", ["GetObject", "HeadObject"], "count"),
        dynamoWriteUnit: total("dynamodb", ["PutItem", "DeleteItem"], "units"),
        dynamoReadUnit: total("dynamodb", ["GetItem", "Query"], "units"),
      };
      const off = Object.entries(logged).map(([name, count]) => {
        const ratio = expected[name as PriceName]! / count;
        const tolerance = TOLERANCES[name] ?? 0.1;
        return Math.abs(ratio - 1) <= tolerance
          ? null
          : `${name}: predicted ${expected[name as PriceName]!}, logged ${count}`;
      });
      expect(off.filter(Boolean)).toEqual([]);
    },
  );
});
