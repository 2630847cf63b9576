import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EmbeddedCloud } from "../../local/cloud.js";
import { temporaryDir, writeAssembly } from "./assembly-builder.js";
import { pipelineTemplate } from "./pipeline-template.js";

const START = Date.parse("2026-01-05T00:00:00Z");
const HOUR = 3_600_000;
const text = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString("utf8");

describe("a pipeline in the embedded cloud", () => {
  let cloud: EmbeddedCloud;

  beforeAll(async () => {
    const assemblyDir = writeAssembly([
      { name: "pipeline", template: pipelineTemplate(), handlers: ["profile", "report"] },
    ]);
    cloud = await EmbeddedCloud.start({ assemblyDir, stateDir: temporaryDir(), startMs: START });
    await cloud.deploy();
    cloud.putObject("captures", "in/a.jsonl", Buffer.from("1\n2\n3\n"));
    cloud.putObject("captures", "out/ignored.jsonl", Buffer.from("1\n"));
    cloud.putObject("captures", "in/b.jsonl", () => Buffer.from("1\n"), { atMs: START + HOUR });
    await cloud.runUntil(START + 24 * HOUR);
  });

  afterAll(async () => {
    await cloud.close();
  });

  it("profiles every capture below the rule's prefix, with the time at which SQS got it", () => {
    const profiles = cloud.view().objects("store", "profiles/");
    expect(profiles.map(({ key }) => key)).toEqual(["profiles/in/a.jsonl.json", "profiles/in/b.jsonl.json"]);
    // S3 tells EventBridge one second after the write.
    const first = { lines: 3, sentMs: String(START + 1000) };
    expect(JSON.parse(text(cloud.view().readObject("store", "profiles/in/a.jsonl.json")))).toEqual(first);
    expect(profiles[1]?.lastModifiedMs).toBe(START + HOUR + 1000);
  });

  it("mails the daily count to the subscriber at the scheduled time", () => {
    expect(cloud.view().mailbox()).toMatchObject([
      {
        sentAtMs: START + 6 * HOUR,
        to: ["oncall@example.com"],
        subject: "Profiles counted",
        body: "2026-01-05T06:00:00Z: 2 profiles",
      },
    ]);
    expect(cloud.failedInvocations).toEqual([]);
    expect(cloud.refusedDeliveries).toEqual([]);
  });
});
