import { createHash } from "node:crypto";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { EmbeddedCloud } from "../../local/cloud.js";
import type { Faults } from "../../local/faults.js";
import { storeBucket } from "../../local/run-summary.js";
import { synthesize } from "../../local/synthesize.js";
import { HOUR_MS, payments, START_MS, trainingTable } from "../pipeline/memory/world.js";
import { plumbline } from "../bin/command-line.js";
import { temporaryDir } from "./assembly-builder.js";

/** The product as it would be deployed: its own templates and bundles, a day of a small model's life. */
const CONFIG = `
monitors:
  payments:
    captures: { bucket: payments-captures, existing: true, prefix: payments/, format: jsonl }
    columns: { time: at }
    reference: { table: "s3://payments-lake/train.csv" }
    # Judges from the first hour on, which calibrated limits can't after a training table.
    alarms: { rule: fixed }
    notify: { page: [oncall@example.com] }
`;
const HOURS = 8;
const DRIFT_FROM = 5;
const LAST_VERDICT_MS = START_MS + (HOURS + 6) * HOUR_MS;
/** Past the daily reconciliation, so that lost events are found. */
const NEXT_DAY_MS = START_MS + 32 * HOUR_MS;
const LOCAL_AWS = { AWS_REGION: "us-east-1", AWS_ACCESS_KEY_ID: "local", AWS_SECRET_ACCESS_KEY: "local" };
const TIMEOUT_MS = 180_000;

let assemblyDir: string;
let undisturbed: Outcome;

beforeAll(async () => {
  execFileSync(process.execPath, ["scripts/build.mjs", "--if-changed"], { stdio: "pipe" });
  const dir = temporaryDir();
  const configFile = join(dir, "plumbline.yaml");
  writeFileSync(configFile, CONFIG);
  assemblyDir = join(dir, "cdk.out");
  await synthesize(configFile, assemblyDir);
  undisturbed = await liveThrough({});
}, TIMEOUT_MS);

interface Outcome {
  /** Hash of everything stored, by key: profiles, inventory, windows, verdicts, reports. */
  readonly stored: Readonly<Record<string, string>>;
  /** Of the mails about the monitor's data. */
  readonly subjects: readonly string[];
  readonly failed: number;
  readonly refused: number;
  /** What the command in the first mail prints. */
  readonly seen: string;
}

async function liveThrough(faults: Faults, untilMs = LAST_VERDICT_MS): Promise<Outcome> {
  const cloud = await EmbeddedCloud.start({ assemblyDir, stateDir: temporaryDir(), startMs: START_MS, faults });
  cloud.createBucket("payments-captures", { eventBridge: true });
  cloud.createBucket("payments-lake", { eventBridge: true });
  cloud.putObject("payments-lake", "train.csv", Buffer.from(trainingTable()));
  await cloud.deploy();
  for (let hour = 0; hour < HOURS; hour++) {
    for (const part of [0, 1]) {
      const body = payments(hour, 150, { mean: hour < DRIFT_FROM ? 100 : 190 });
      const atMs = START_MS + (hour + 1) * HOUR_MS + (part + 1) * 60_000;
      cloud.putObject("payments-captures", `payments/${hour}-${part}.jsonl`, Buffer.from(body), { atMs });
    }
  }
  await cloud.runUntil(untilMs);
  const view = cloud.view();
  const bucket = storeBucket(cloud);
  const stored = view
    .objects(bucket, "")
    .map(({ key }): [string, string] => [key, createHash("md5").update(view.readObject(bucket, key)!).digest("hex")]);
  const outcome = {
    stored: Object.fromEntries(stored.sort(([a], [b]) => (a < b ? -1 : 1))),
    // Alarms on the pipeline itself are mailed too: a run that crashes again and again is told, as it should be.
    subjects: view.mailbox().flatMap(({ subject }) => (subject.startsWith("payments: ") ? [subject] : [])),
    failed: cloud.failedInvocations.length,
    refused: cloud.refusedDeliveries.length,
    seen: await runMailedCommand(
      view.mailbox().map(({ body }) => body),
      cloud.endpointUrl,
    ),
  };
  await cloud.close();
  return outcome;
}

/** Runs `See for yourself: plumbline ...` of the first mail against the embedded cloud. */
async function runMailedCommand(bodies: readonly string[], endpointUrl: string): Promise<string> {
  const command = /See for yourself: plumbline (.*)/.exec(bodies.join("\n"))?.[1] ?? "";
  for (const [name, value] of Object.entries({ ...LOCAL_AWS, AWS_ENDPOINT_URL: endpointUrl })) vi.stubEnv(name, value);
  const { out } = await plumbline(...command.split(" "));
  vi.unstubAllEnvs();
  return out;
}

/** Ends each function after its first write, then after its second, and so on through what it does. */
function crashingThrough(writes: number): Faults {
  const crashes = new Map<string, number>();
  return {
    crashAfterWrite: ({ functionName, writeOfInvocation }) => {
      const next = (crashes.get(functionName) ?? 0) + 1;
      if (writeOfInvocation !== next || next > writes) return false;
      crashes.set(functionName, next);
      return true;
    },
  };
}

describe("the product in the embedded cloud", () => {
  it("counts everything, tells the drift once, and is refused nothing", () => {
    const { stored, subjects, failed, refused } = undisturbed;
    const verdicts = Object.keys(stored).filter((key) => key.startsWith("verdicts/"));
    expect(verdicts).toHaveLength(HOURS);
    expect(subjects).toHaveLength(1);
    expect(subjects[0]).toMatch(/^payments: drift in amount \[critical\] incident [0-9a-f]{12}$/);
    expect([failed, refused]).toEqual([0, 0]);
  });

  it("lets whoever got the mail see its numbers again by the command in it", () => {
    const [, column] = /^(amount: drifting.*)$/m.exec(undisturbed.seen) ?? [];
    expect(column).toMatch(/changed by \d/);
    expect(undisturbed.seen).toMatch(/psi +\d[\d.]* .*drifting/);
    expect(undisturbed.seen).toContain("300 records");
  });

  it.each<{ why: string; faults: Faults; untilMs?: number }>([
    { why: "the same day again", faults: {} },
    { why: "every event twice", faults: { duplicateObjectEvents: true } },
    { why: "events in reverse order", faults: { reverseObjectEventsWithinMs: 10 * 60_000 } },
    { why: "every event lost", faults: { dropObjectEvents: true }, untilMs: NEXT_DAY_MS },
    { why: "every schedule fired twice at once", faults: { doubleSchedules: true } },
  ])(
    "$why changes no stored byte and no mail",
    async ({ faults, untilMs }) => {
      const { stored, subjects } = await liveThrough(faults, untilMs);
      expect(stored).toEqual(undisturbed.stored);
      expect(subjects).toEqual(undisturbed.subjects);
    },
    TIMEOUT_MS,
  );

  it(
    "a crash after each write changes no stored byte; only a mail that was sent may come twice",
    async () => {
      const { stored, subjects, failed } = await liveThrough(crashingThrough(12), NEXT_DAY_MS);
      expect(failed).toBeGreaterThan(12);
      // The baseline came later, so some captures have been profiled for learning as well: nothing else is added.
      expect(stored).toMatchObject(undisturbed.stored);
      expect(new Set(subjects)).toEqual(new Set(undisturbed.subjects));
      expect(subjects.length).toBeLessThanOrEqual(2);
    },
    TIMEOUT_MS,
  );
});
