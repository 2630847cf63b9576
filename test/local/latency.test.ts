import { describe, expect, it } from "vitest";
import type { EmbeddedCloud } from "../../local/cloud.js";
import type { Latency } from "../../local/lambda/waiting-times.js";
import { pipelineTemplate } from "./pipeline-template.js";
import { MINUTE_MS, START_MS, startCloud } from "./start-cloud.js";
import { att, resource } from "./template-parts.js";

const CAPTURES = 5;
const READ_MS = 20_000;
const readsSlowly: Latency = ({ functionName, service, operation }) =>
  functionName === "profile" && service === "s3" && operation === "GetObject" ? READ_MS : 0;

/** Five captures at once for an event source of two runs, each of one capture. */
async function fiveCaptures(latency: Latency): Promise<EmbeddedCloud> {
  const Mapping = resource("AWS::Lambda::EventSourceMapping", {
    EventSourceArn: att("Queue"),
    FunctionName: att("Profile"),
    BatchSize: 1,
    ScalingConfig: { MaximumConcurrency: 2 },
  });
  const cloud = await startCloud(
    { template: pipelineTemplate({ Mapping }), handlers: ["profile", "report"] },
    { latency },
  );
  for (let i = 0; i < CAPTURES; i++) cloud.putObject("captures", `in/${i}.jsonl`, Buffer.from("1\n"));
  return cloud;
}

const profiled = (cloud: EmbeddedCloud): number => cloud.view().objects("store", "profiles/").length;

/** Sums of the function's seconds by the minute in which its runs began. */
function durations(cloud: EmbeddedCloud): readonly number[] {
  const Dimensions = [{ Name: "FunctionName", Value: "profile" }];
  const Metric = { Namespace: "AWS/Lambda", MetricName: "Duration", Dimensions };
  const query = { Id: "m", MetricStat: { Metric, Period: 60, Stat: "Sum" } };
  return cloud.cloudWatch.query([query], START_MS, START_MS + MINUTE_MS)[0]!.values;
}

describe("answers that let a function wait", () => {
  it("hold its event source to so many runs at once", async () => {
    const cloud = await fiveCaptures(readsSlowly);
    const counts: number[] = [];
    for (const seconds of [2, 20, 22, 40, 42]) {
      await cloud.runUntil(START_MS + seconds * 1000);
      counts.push(profiled(cloud));
    }
    await cloud.close();
    // The events come after a second; a run's work is done at its beginning.
    expect(counts).toEqual([2, 2, 4, 4, 5]);
  });

  it("keep its messages hidden until the run ends, and are its duration", async () => {
    const cloud = await fiveCaptures(readsSlowly);
    const captures = (): unknown =>
      cloud
        .view()
        .queues()
        .find(({ name }) => name === "captures");
    await cloud.runUntil(START_MS + 2000);
    expect(captures()).toMatchObject({ visible: 3, inFlight: 2 });
    expect(durations(cloud)).toEqual([]);
    await cloud.runUntil(START_MS + 2 * MINUTE_MS);
    expect(captures()).toMatchObject({ visible: 0, inFlight: 0 });
    expect(durations(cloud)).toEqual([CAPTURES * READ_MS]);
    await cloud.close();
  });

  it("may not let it wait for longer than its timeout", async () => {
    const cloud = await fiveCaptures(() => 40_000);
    await expect(cloud.runUntil(START_MS + MINUTE_MS)).rejects.toThrow(/wait for longer than its timeout/);
    await cloud.close();
  });
});
