import { CloudWatchClient, type GetMetricDataOutput } from "@aws-sdk/client-cloudwatch";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EmbeddedCloud } from "../../local/cloud.js";
import { workMeter } from "../../src/adapters/work-meter.js";
import { pipelineTemplate } from "../local/pipeline-template.js";
import { clientOf, HOUR_MS, START_MS, startCloud } from "../local/start-cloud.js";

const FIRST_HOUR = START_MS / HOUR_MS;
/** Of each answer. */
const READ_MS = 1000;
let cloud: EmbeddedCloud;
let client: CloudWatchClient;

beforeAll(async () => {
  cloud = await startCloud(
    { template: pipelineTemplate(), handlers: ["profile", "report"] },
    { latency: ({ operation }) => (operation === "GetObject" ? READ_MS : 0) },
  );
  const land = (name: string, hour: number): void => {
    cloud.putObject("captures", `in/${name}`, Buffer.from("1\n"), { atMs: START_MS + hour * HOUR_MS });
  };
  for (const name of ["a", "b", "c"]) land(name, 0);
  land("d", 2);
  await cloud.runUntil(START_MS + 4 * HOUR_MS);
  client = new CloudWatchClient(clientOf(cloud));
});
afterAll(async () => {
  client.destroy();
  await cloud.close();
});

describe("what AWS counts", () => {
  it("is runs and their milliseconds by the hour in which they began", async () => {
    const runs = await workMeter(client).runs(["profile", "report"], FIRST_HOUR, FIRST_HOUR + 3);
    const profiling = runs.get("profile")!;
    expect(profiling.map(({ hour }) => hour - FIRST_HOUR)).toEqual([0, 2]);
    expect(profiling.reduce((sum, { durationMs }) => sum + durationMs, 0)).toBe(4 * READ_MS);
    expect(profiling[1]).toMatchObject({ invocations: 1, durationMs: READ_MS });
    expect(runs.get("report")).toEqual([]);
  });

  it("is messages by the hour in which they were sent", async () => {
    const sent = await workMeter(client).sent(["captures", "dead-letters"], FIRST_HOUR, FIRST_HOUR + 3);
    const hours = new Map([
      [FIRST_HOUR, 3],
      [FIRST_HOUR + 2, 1],
    ]);
    expect(sent.get("captures")).toEqual(hours);
    expect(sent.get("dead-letters")).toEqual(new Map());
  });

  it("is asked for in as many requests as it takes", async () => {
    const queues = Array.from({ length: 501 }, (_, i) => (i === 500 ? "captures" : `queue-${i}`));
    const sent = await workMeter(client).sent(queues, FIRST_HOUR, FIRST_HOUR);
    expect(sent.size).toBe(501);
    expect(sent.get("captures")).toEqual(new Map([[FIRST_HOUR, 3]]));
  });

  it("is never taken for nothing where CloudWatch can't tell", async () => {
    const broken = new CloudWatchClient(clientOf(cloud));
    broken.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        const { MetricDataResults: found = [] } = result.output as GetMetricDataOutput;
        found[0]!.StatusCode = "InternalError";
        return result;
      },
      { step: "initialize" },
    );
    await expect(workMeter(broken).sent(["captures"], FIRST_HOUR, FIRST_HOUR)).rejects.toThrow("InternalError for m0");
    broken.destroy();
  });
});
