import { describe, expect, it } from "vitest";
import type { EmbeddedCloud } from "../../local/cloud.js";
import type { Faults, FunctionWrite } from "../../local/faults.js";
import { pipelineTemplate } from "./pipeline-template.js";
import { HOUR_MS, MINUTE_MS, START_MS, startCloud, textOf } from "./start-cloud.js";

interface Ending {
  readonly cloud: EmbeddedCloud;
  /** Profile bodies without the time at which their message was sent, by key. */
  readonly profiles: Readonly<Record<string, number>>;
}

/** Ten captures within an hour, a day until the end. */
async function runPipeline(faults: Faults): Promise<Ending> {
  const cloud = await startCloud({ template: pipelineTemplate(), handlers: ["profile", "report"] }, { faults });
  for (let capture = 0; capture < 10; capture++) {
    const body = Buffer.from("line\n".repeat(capture + 1));
    cloud.putObject("captures", `in/${capture}.jsonl`, body, { atMs: START_MS + capture * 6 * MINUTE_MS });
  }
  await cloud.runUntil(START_MS + 24 * HOUR_MS);
  await cloud.close();
  const profiles = cloud
    .view()
    .objects("store", "profiles/")
    .map(({ key }) => {
      const { lines } = JSON.parse(textOf(cloud.view().readObject("store", key))) as { readonly lines: number };
      return [key, lines] as const;
    });
  return { cloud, profiles: Object.fromEntries(profiles) };
}

const allProfiles = Object.fromEntries(
  Array.from({ length: 10 }, (_, capture) => [`profiles/in/${capture}.jsonl.json`, capture + 1]),
);
const mailsOf = ({ cloud }: Ending): readonly string[] =>
  cloud
    .view()
    .mailbox()
    .map(({ body }) => body);

describe("faults", () => {
  it("none: everything happens once", async () => {
    const ending = await runPipeline({});
    expect(ending.profiles).toEqual(allProfiles);
    expect(mailsOf(ending)).toEqual(["2026-01-05T06:00:00Z: 10 profiles"]);
    expect(ending.cloud.failedInvocations).toEqual([]);
  });

  it("dropped object events leave no trace", async () => {
    const ending = await runPipeline({ dropObjectEvents: true });
    expect(ending.profiles).toEqual({});
    expect(mailsOf(ending)).toEqual(["2026-01-05T06:00:00Z: 0 profiles"]);
  });

  it("duplicated object events reach the function twice", async () => {
    const writes: FunctionWrite[] = [];
    const crashAfterWrite = (write: FunctionWrite): boolean => {
      writes.push(write);
      return false;
    };
    const ending = await runPipeline({ duplicateObjectEvents: true, crashAfterWrite });
    expect(ending.profiles).toEqual(allProfiles);
    expect(writes.filter(({ operation }) => operation === "PutObject")).toHaveLength(20);
    expect(writes.filter(({ operation }) => operation === "PutItem")).toHaveLength(10);
  });

  it("reversed object events arrive last first at the end of their span", async () => {
    const ending = await runPipeline({ reverseObjectEventsWithinMs: HOUR_MS });
    expect(ending.profiles).toEqual(allProfiles);
    const written = ending.cloud.view().objects("store", "profiles/");
    expect(new Set(written.map(({ lastModifiedMs }) => lastModifiedMs))).toEqual(new Set([START_MS + HOUR_MS + 1000]));
  });

  it("a doubled schedule runs its function twice at the same instant", async () => {
    const ending = await runPipeline({ doubleSchedules: true });
    expect(mailsOf(ending)).toEqual(Array<string>(2).fill("2026-01-05T06:00:00Z: 10 profiles"));
  });

  it("a crash after any write is followed by another attempt, until everything is there", async () => {
    const crashed = new Set<string>();
    const crashAfterWrite = ({ functionName, writeOfInvocation }: FunctionWrite): boolean => {
      const place = `${functionName} ${writeOfInvocation}`;
      if (crashed.has(place)) return false;
      crashed.add(place);
      return true;
    };
    const ending = await runPipeline({ crashAfterWrite });
    expect([...crashed]).toEqual(["profile 1", "profile 2", "report 1"]);
    expect(ending.profiles).toEqual(allProfiles);
    expect(ending.cloud.failedInvocations).toHaveLength(3);
    // The crash came after the mail was out, so that the second attempt sends it again.
    expect(mailsOf(ending)).toHaveLength(2);
    expect(ending.cloud.view().queues()).toMatchObject([
      { name: "dead-letters", visible: 0 },
      { name: "captures", visible: 0, inFlight: 0 },
    ]);
  });
});
