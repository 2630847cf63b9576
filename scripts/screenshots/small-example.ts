import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EmbeddedCloud } from "../../local/cloud.js";
import { synthesize } from "../../local/synthesize.js";

const DAY = 24;
const HOUR_MS = 3_600_000;
const START_MS = Date.UTC(2026, 2, 2);
const REFERENCE_DAYS = 8;
const LIVE_HOURS = 60;
/** Amounts rise, and a country appears that nobody has seen. */
const ONSET = DAY + 9;
const ROWS_AN_HOUR = 120;
const BUCKET = "shop-captures";

export const MONITOR = "payments";

/** A running cloud with a made-up payments model in it: eight days of reference, a quiet one, then a change. */
export interface SmallExample {
  readonly cloud: EmbeddedCloud;
  close(): Promise<void>;
}

export async function runSmallExample(configFile: string): Promise<SmallExample> {
  const folder = mkdtempSync(join(tmpdir(), "plumbline-screenshots-"));
  const assemblyDir = join(folder, "cdk.out");
  await synthesize(configFile, assemblyDir);
  const cloud = await EmbeddedCloud.start({ assemblyDir, stateDir: join(folder, "cloud"), startMs: START_MS });
  cloud.createBucket(BUCKET, { eventBridge: true });
  for (let hour = -REFERENCE_DAYS * DAY; hour < 0; hour++) {
    const lastModifiedMs = START_MS + (hour + 1) * HOUR_MS + 60_000 * 2;
    cloud.seedObject(BUCKET, keyOf(hour), Buffer.from(payments(hour)), { lastModifiedMs });
  }
  await cloud.deploy();
  for (let hour = 0; hour < LIVE_HOURS; hour++) {
    const atMs = START_MS + (hour + 1) * HOUR_MS + 60_000 * 2;
    cloud.putObject(BUCKET, keyOf(hour), Buffer.from(payments(hour)), { atMs });
  }
  await cloud.runUntil(START_MS + LIVE_HOURS * HOUR_MS + 50 * 60_000);
  return {
    cloud,
    close: async () => {
      await cloud.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const keyOf = (hour: number): string => `${MONITOR}/${String(hour + 10_000)}.jsonl`;

/** One hour of payments; the same hour gives the same bytes. */
function payments(hour: number): string {
  const random = uniforms(hour + 100_000);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const changed = hour >= ONSET;
  const rows = Math.round(ROWS_AN_HOUR * (1 + 0.3 * Math.sin((2 * Math.PI * (hour - 8)) / DAY)));
  const lines = Array.from({ length: rows }, (_, row) => {
    const at = new Date(START_MS + hour * HOUR_MS + Math.floor((row * HOUR_MS) / rows)).toISOString();
    const amount = 100 + (changed ? 14 : 0) + 8 * Math.sin((2 * Math.PI * hour) / DAY) + 30 * normal();
    const u = random();
    const country = changed && random() < 0.05 ? "MT" : u < 0.6 ? "DE" : u < 0.9 ? "FR" : "PT";
    const items = 1 + Math.floor(-2 * Math.log(1 - random()));
    const device = random() < 0.7 ? "mobile" : "desktop";
    const score = 1 / (1 + Math.exp(-(amount - 130) / 30 - 0.4 * normal()));
    const cells = {
      amount: round(amount),
      country,
      items,
      device,
      discount: random() < 0.02 ? null : round(10 * random()),
    };
    return JSON.stringify({ at, ...cells, score: round(score) });
  });
  return `${lines.join("\n")}\n`;
}

const round = (value: number): number => Math.round(value * 100) / 100;

/** Even numbers from 0 to 1 (mulberry32): a run of the script gives the pictures of the last one. */
function uniforms(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
