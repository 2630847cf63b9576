import { rmSync } from "node:fs";
import { join } from "node:path";
import { EmbeddedCloud } from "./cloud.js";
import type { LocalCapture, LocalExample, LocalLabels } from "./example.js";
import { synthesize } from "./synthesize.js";

/** What a run says of itself on the way. Shares are of the whole run, 0 to 1. */
export interface Progress {
  step(text: string): void;
  /** @param nowMs simulated time */
  simulated(share: number, nowMs: number): void;
}

export interface ExampleRun {
  readonly cloud: EmbeddedCloud;
  /** Records that the example wrote. */
  readonly captured: number;
  /** Labels that the example wrote, repeated ones included. */
  readonly delivered: number;
}

const HOUR_MS = 3_600_000;
/** What lands later than this before the end would not be looked at any more. */
const SETTLING_MS = 2 * HOUR_MS;

/** Synthesizes the example's stacks, deploys them to the embedded cloud and lets its time pass. */
export async function runExample(
  example: LocalExample,
  stateDir: string,
  fresh: boolean,
  progress: Progress,
): Promise<ExampleRun> {
  if (fresh) rmSync(stateDir, { recursive: true, force: true });
  const assemblyDir = join(stateDir, "cdk.out");
  progress.step("synthesizing the stacks and reading the example's people");
  const [captures] = await Promise.all([example.captures(), synthesize(example.configFile, assemblyDir)]);

  const cloud = await EmbeddedCloud.start({
    assemblyDir,
    stateDir: join(stateDir, "cloud"),
    startMs: example.deployedAtMs,
  });
  cloud.createBucket(example.captureBucket, { eventBridge: true });
  let captured = 0;
  for (const { key, body, records, arrivesAtMs } of captures.existing) {
    cloud.seedObject(example.captureBucket, key, Buffer.from(body), { lastModifiedMs: arrivesAtMs });
    captured += records;
  }
  const labels = captures.labels.filter(({ arrivesAtMs }) => arrivesAtMs < example.untilMs - SETTLING_MS);
  const isThere = ({ arrivesAtMs }: LocalLabels): boolean => arrivesAtMs < example.deployedAtMs;
  for (const { key, body, arrivesAtMs } of labels.filter(isThere)) {
    cloud.seedObject(example.captureBucket, key, Buffer.from(body), { lastModifiedMs: arrivesAtMs });
  }
  progress.step("deploying");
  await cloud.deploy();
  const later = labels.filter((file) => !isThere(file));
  captured += await letTimePass(example, cloud, { captures: captures.live, labels: later }, progress);
  return { cloud, captured, delivered: labels.reduce((sum, file) => sum + file.labels, 0) };
}

/** Captures land hour by hour, so that only an hour's worth of them is ever held. @returns records written */
async function letTimePass(
  example: LocalExample,
  cloud: EmbeddedCloud,
  live: { readonly captures: Iterable<LocalCapture>; readonly labels: readonly LocalLabels[] },
  progress: Progress,
): Promise<number> {
  const { deployedAtMs, untilMs, captureBucket } = example;
  const pending = live.captures[Symbol.iterator]();
  let next = pending.next();
  let records = 0;
  for (let hourMs = deployedAtMs; hourMs < untilMs; hourMs += HOUR_MS) {
    const endMs = Math.min(hourMs + HOUR_MS, untilMs);
    for (; !next.done && next.value.arrivesAtMs < endMs; next = pending.next()) {
      const { key, body, arrivesAtMs } = next.value;
      cloud.putObject(captureBucket, key, Buffer.from(body), { atMs: arrivesAtMs });
      records += next.value.records;
    }
    for (const { key, body, arrivesAtMs } of live.labels) {
      if (arrivesAtMs < hourMs || arrivesAtMs >= endMs) continue;
      cloud.putObject(captureBucket, key, Buffer.from(body), { atMs: arrivesAtMs });
    }
    await cloud.runUntil(endMs);
    progress.simulated((endMs - deployedAtMs) / (untilMs - deployedAtMs), endMs);
  }
  return records;
}
