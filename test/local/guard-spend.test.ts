import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EmbeddedCloud } from "../../local/cloud.js";
import type { RequestCount } from "../../local/request-log.js";
import { dynamoStateTable } from "../../src/adapters/dynamodb-state-table.js";
import type { StateTable } from "../../src/contracts/ports.js";
import { TOLERANCE } from "../../src/core/spend/interval.js";
import type { PriceName } from "../../src/core/spend/price-table.js";
import { FUNCTION_GB, PER_GUARD_RUN, PER_GUARDED_HOUR } from "../../src/core/spend/rates.js";
import { US_EAST_1 } from "../../src/core/spend/us-east-1.js";
import { addUsage, costOf, entriesOf, type Usage } from "../../src/core/spend/usage.js";
import type { SpendStateBody } from "../../src/pipeline/spend/spend-state.js";
import { spendAudit } from "../../src/pipeline/spend/spend-audit.js";
import { payments, trainingTable } from "../pipeline/memory/world.js";
import { temporaryDir } from "./assembly-builder.js";
import {
  atHour,
  CAP_USD,
  CAPTURE_MS,
  CONFIG,
  DAY_HOURS,
  FIRST_HOUR,
  heavyCaptures,
  landings,
  MARCH_HOUR,
  oneCaptureARun,
  ROWS,
} from "./heavy-captures.js";
import { synthesizeProduct } from "./product-assembly.js";
import { clientOf } from "./start-cloud.js";

const TIMEOUT_MS = 600_000;
interface Entry {
  readonly key: string;
  readonly records: number;
  readonly rejected: number;
  readonly unreadable: string | null;
  readonly leftOut: number | null;
}

describe("a cap just above the least that is accepted, under heavy traffic", () => {
  let cloud: EmbeddedCloud;
  let table: StateTable;
  let firstHours: readonly RequestCount[];
  let nextHours: readonly RequestCount[];
  let waitingInPause: number;
  let waitingBeforeMarch: number;
  let askedInPause: readonly RequestCount[];

  const stateNow = async (): Promise<SpendStateBody> =>
    (await table.get("HUB#SPEND", "STATE", cloud.nowMs()))!.body as SpendStateBody;
  const usageOf = async (hour: number): Promise<Usage> => {
    const key = `HOUR#${new Date(atHour(hour)).toISOString().slice(0, 13)}`;
    const item = await table.get("HUB#SPEND", key, cloud.nowMs());
    return (item?.body as { usage: Record<string, Usage> } | undefined)?.usage["payments"] ?? {};
  };
  const waiting = (): number =>
    cloud
      .view()
      .queues()
      .find(({ name }) => name === "plumbline-payments-captures")!.visible;

  beforeAll(async () => {
    const startMs = atHour(FIRST_HOUR);
    cloud = await EmbeddedCloud.start({
      assemblyDir: oneCaptureARun(synthesizeProduct(CONFIG)),
      stateDir: temporaryDir(),
      startMs,
      latency: heavyCaptures,
    });
    for (const bucket of ["model-captures", "lake"]) cloud.createBucket(bucket, { eventBridge: true });
    cloud.putObject("lake", "train.csv", Buffer.from(trainingTable()));
    await cloud.deploy();
    const tableName = [...cloud.outputs].find(([, value]) => value.startsWith("plumbline-hub-HubState"))![1];
    table = dynamoStateTable(new DynamoDBClient(clientOf(cloud)), tableName);
    for (const { key, hour, atMs } of landings()) {
      cloud.putObject("model-captures", key, Buffer.from(payments(hour, ROWS, { mean: 100 })), { atMs });
    }
    await cloud.runUntil(atHour(FIRST_HOUR + 6));
    firstHours = cloud.requestCounts;
    await cloud.runUntil(atHour(FIRST_HOUR + 12));
    nextHours = since(cloud.requestCounts, firstHours);
    await cloud.runUntil(atHour(FIRST_HOUR + 5 * DAY_HOURS));
    waitingInPause = waiting();
    const before = cloud.requestCounts;
    await cloud.runUntil(atHour(MARCH_HOUR - 1));
    askedInPause = since(cloud.requestCounts, before);
    waitingBeforeMarch = waiting();
    await cloud.runUntil(atHour(MARCH_HOUR + 14));
  }, TIMEOUT_MS);
  afterAll(async () => {
    await cloud.close();
  });

  it("is told, slows down, pauses, and goes on with the new month", async () => {
    const subjects = cloud
      .view()
      .mailbox()
      .flatMap(({ subject }) => (subject.startsWith("plumbline: ") ? [subject] : []));
    expect(subjects).toEqual([
      "plumbline: 80 % of this month's $15.50 is reached",
      "plumbline: spend is slow",
      "plumbline: spend is paused",
      "plumbline: spend is normal",
    ]);
    const changes: string[] = [];
    for await (const entry of spendAudit(table, cloud.nowMs())) {
      if (entry.what === "state") changes.push(`${entry.from} > ${entry.to}`);
    }
    expect(changes).toEqual(["normal > slow", "slow > paused", "paused > normal"]);
  });

  it("says after the pause how much has landed in it", () => {
    const last = cloud
      .view()
      .mailbox()
      .findLast(({ subject }) => subject === "plumbline: spend is normal");
    // Twelve of the last three busy hours, and nine afterwards.
    expect(last?.body).toContain("These are about 21 objects: ");
  });

  it("passes the cap by no more than the tolerance", async () => {
    const month = (await table.get("HUB#SPEND", "MONTH#2026-02", cloud.nowMs()))!.body as {
      readonly usage: Readonly<Record<string, Usage>>;
    };
    const { parts } = await stateNow();
    const standingUsd = parts.reduce((sum, part) => sum + part.standingUsd, 0);
    const workUsd = costOf(month.usage["payments"] ?? {}, US_EAST_1);
    expect(workUsd).toBeGreaterThan(2);
    expect(standingUsd + workUsd).toBeLessThan((1 + TOLERANCE) * CAP_USD);
  });

  it("works off a burst no faster than its concurrency", async () => {
    for (let hour = FIRST_HOUR + 1; hour < FIRST_HOUR + 12; hour++) {
      const seconds = ((await usageOf(hour)).lambdaGbSecond ?? 0) / FUNCTION_GB.profile;
      // Two at once, of which each hour counts those that begin in it; and seconds of the other functions.
      expect(seconds).toBeGreaterThan(2 * 3600 - (2 * CAPTURE_MS) / 1000);
      expect(seconds).toBeLessThan(2 * 3600 + (2 * CAPTURE_MS) / 1000 + 60);
    }
  });

  it("leaves the queue alone in the pause until its messages expire, and works on nothing", () => {
    expect(waitingInPause).toBeGreaterThan(0);
    // 14 days: of a capture every other day, what landed before 14 February is gone.
    expect(waitingBeforeMarch).toBeLessThanOrEqual(7);
    const calls = (name: string): string[] =>
      askedInPause.flatMap(({ caller, service, operation, count }) =>
        caller === `plumbline-payments-${name}` && count > 0 ? [`${service} ${operation}`] : [],
      );
    expect(calls("profile")).toEqual([]);
    expect(calls("analyze").filter((call) => call.startsWith("s3"))).toEqual([]);
    expect(calls("reconcile").filter((call) => call.startsWith("s3"))).toEqual([]);
  });

  it("accounts for every capture: profiled, or left out at a noted share", async () => {
    const [, store] = [...cloud.outputs].find(([, value]) => value.startsWith("plumbline-hub-hubstore"))!;
    const view = cloud.view();
    const entries = view
      .objects(store, "inventory/payments/")
      .map(({ key }) => JSON.parse(Buffer.from(view.readObject(store, key)!).toString("utf8")) as Entry);
    expect(entries.map(({ key }) => key).sort()).toEqual(
      landings()
        .map(({ key }) => key)
        .sort(),
    );
    const read = entries.filter(({ leftOut }) => leftOut === null);
    expect(read.every(({ records, rejected }) => records === ROWS && rejected === 0)).toBe(true);
    expect(entries.length - read.length).toBeGreaterThan(0);
    // Only captures that landed while spend was slow are left out: none of the pause.
    const daily = entries.filter(({ key }) => Number(/payments\/(\d+)/.exec(key)![1]) >= FIRST_HOUR + 2 * DAY_HOURS);
    expect(daily).toHaveLength(11);
    expect(daily.every(({ leftOut }) => leftOut === null)).toBe(true);

    let judged = 0;
    for await (const { body } of table.query("MONITOR#payments#VERDICTS", {}, cloud.nowMs())) {
      judged += (body as { readonly records: number }).records;
    }
    expect(judged).toBe(read.length * ROWS);
  });

  it("counts in its ledger what the request log says, to 10 %", async () => {
    const used = new Map<PriceName, number>();
    for (let hour = FIRST_HOUR; hour < FIRST_HOUR + 6; hour++) {
      for (const [name, amount] of entriesOf(await usageOf(hour))) {
        used.set(name, (used.get(name) ?? 0) + amount);
      }
    }
    const logged = (service: string, operations: readonly string[], of: "count" | "units"): number =>
      firstHours
        .filter(({ caller }) => caller.startsWith("plumbline-payments-"))
        .filter((each) => each.service === service && operations.includes(each.operation))
        .reduce((sum, each) => sum + each[of], 0);
    const expected: Partial<Record<PriceName, number>> = {
      s3Write: logged("s3", ["PutObject", "ListObjectsV2"], "count"),
      s3Read: logged("s3", ["GetObject", "HeadObject"], "count"),
      dynamoWriteUnit: logged("dynamodb", ["PutItem", "DeleteItem"], "units"),
      dynamoReadUnit: logged("dynamodb", ["GetItem", "Query"], "units"),
      metricRequest: logged("monitoring", ["PutMetricData", "GetMetricData"], "count"),
    };
    const off = (Object.entries(expected) as [PriceName, number][]).filter(
      ([name, count]) => Math.abs((used.get(name) ?? 0) / count - 1) > 0.1,
    );
    expect(off.map(([name, count]) => `${name}: ledger ${used.get(name)}, log ${count}`)).toEqual([]);
  });

  it("asks for as much itself as is predicted of it, to 10 %", () => {
    const { dynamoReadUnit, dynamoWriteUnit } = US_EAST_1.prices;
    const asked = nextHours.filter(({ caller }) => caller === "plumbline-guard-spend");
    const units = (operations: readonly string[]): number =>
      asked.filter(({ operation }) => operations.includes(operation)).reduce((sum, each) => sum + each.units, 0);
    const loggedUsd =
      units(["GetItem", "Query"]) * dynamoReadUnit.usd + units(["PutItem", "DeleteItem"]) * dynamoWriteUnit.usd;
    const { dynamoReadUnit: reads, dynamoWriteUnit: writes } = addUsage(PER_GUARD_RUN, PER_GUARDED_HOUR);
    const runs = asked.find(({ operation }) => operation === "PutMetricData")!.count;
    expect(runs).toBe(6);
    const predictedUsd = runs * (reads! * dynamoReadUnit.usd + writes! * dynamoWriteUnit.usd);
    expect(predictedUsd / loggedUsd).toBeGreaterThan(0.9);
    expect(predictedUsd / loggedUsd).toBeLessThan(1.1);
  });

  it("needs no permission that it lacks, and none that is never used", () => {
    expect(cloud.deniedCalls).toEqual([]);
    expect(cloud.refusedDeliveries).toEqual([]);
    expect(cloud.failedInvocations).toEqual([]);
    const ofSpend = cloud.grants.filter(
      ({ holder, action, conditions }) =>
        holder.includes("guardspend") ||
        action === "lambda:UpdateEventSourceMapping" ||
        conditions.some((condition) => condition.includes("HUB#SPEND")),
    );
    expect(ofSpend.length).toBeGreaterThan(8);
    expect(ofSpend.filter(({ exercised }) => !exercised)).toEqual([]);
  });
});

function since(after: readonly RequestCount[], before: readonly RequestCount[]): readonly RequestCount[] {
  const keyOf = ({ caller, service, operation }: RequestCount): string => `${caller} ${service} ${operation}`;
  const earlier = new Map(before.map((count) => [keyOf(count), count]));
  return after.map((each) => {
    const { count = 0, units = 0 } = earlier.get(keyOf(each)) ?? {};
    return { ...each, count: each.count - count, units: each.units - units };
  });
}
