import { configFromData } from "../../../src/config/index.js";
import { ConditionFailedError } from "../../../src/contracts/errors.js";
import type { MailSink, MessageQueue, MetricDatum, TimedEvent } from "../../../src/contracts/ports.js";
import { analyzeWindows, type AnalysisOutcome } from "../../../src/pipeline/analyze-windows.js";
import { baselineReader } from "../../../src/pipeline/baseline-store.js";
import { buildBaseline, type BaselineOutcome } from "../../../src/pipeline/build-baseline.js";
import type { AnalysisDeps, JoinDeps, MaintenanceDeps, ProfileDeps } from "../../../src/pipeline/deps.js";
import { joinLabelMessage } from "../../../src/pipeline/labels/label-messages.js";
import { messageProfiler } from "../../../src/pipeline/profile-messages.js";
import { normalReader } from "../../../src/pipeline/normal/rule-store.js";
import { reconcileAll } from "../../../src/pipeline/reconcile-all.js";
import { tableStanding } from "../../../src/pipeline/spend/standing.js";
import { memoryBuckets, type MemoryBuckets } from "./memory-buckets.js";
import { memoryTable, type MemoryTable } from "./memory-table.js";

export const START_MS = Date.UTC(2026, 1, 2);
export const HOUR_MS = 3_600_000;

const CAPTURES = "captures";
const STORE = "store";
const LAKE = "lake";

/** A monitor with everything it needs in memory: real use cases over real decoding, profiling and verdicts. */
export interface World {
  readonly table: MemoryTable;
  /** What has been asked of the queues: `on`, `off`, `reconcile`. */
  readonly intake: readonly string[];
  readonly buckets: MemoryBuckets;
  readonly mails: readonly { readonly subject: string; readonly body: string }[];
  readonly events: readonly TimedEvent[];
  /** Names of what retraining has started. */
  readonly started: readonly string[];
  readonly metrics: readonly MetricDatum[];
  readonly deadLetters: readonly string[];
  /** What webhooks are to be told. */
  readonly notices: readonly string[];
  nowMs: number;
  /** Throws at the n-th write from now, once: what a crashed function looks like from outside. */
  crashAtWrite(n: number): void;
  /** How many writes have been tried so far. */
  writes(): number;
  /** Called before every write. */
  onWrite: () => Promise<void>;
  writeCapture(key: string, body: string | Uint8Array): Promise<void>;
  /** A label file lands. */
  writeLabels(key: string, body: string | Uint8Array): Promise<void>;
  deleteCapture(key: string): Promise<void>;
  /** What S3 and EventBridge put on the queue for a written capture. */
  readonly queue: string[];
  /** Works through the queue; what fails comes again. */
  deliver(): Promise<void>;
  analyze(): Promise<AnalysisOutcome | null>;
  buildBaseline(): Promise<BaselineOutcome>;
  reconcile(): Promise<void>;
  /** Everything that must not depend on order, duplicates or crashes: profiles, windows, verdicts, incidents, mails. */
  state(): Record<string, string>;
}

const BASE_MONITOR = {
  captures: { bucket: CAPTURES, existing: true, prefix: "payments/", format: "jsonl" },
  columns: { time: "at", ignore: [] },
  reference: { table: `s3://${LAKE}/train.csv` },
  // Judges from the first hour on, which calibrated limits can't after a training table.
  alarms: { rule: "fixed" },
};

export function createWorld(monitor: Record<string, unknown> = {}): World {
  let writes = 0;
  let crashAt = Infinity;
  const beforeWrite = async (what: string): Promise<void> => {
    writes++;
    await world.onWrite();
    if (writes >= crashAt) {
      crashAt = Infinity;
      throw new Error(`crash before write ${writes}: ${what}`);
    }
  };
  const buckets = memoryBuckets(() => world.nowMs, beforeWrite);
  const table = memoryTable(beforeWrite);
  const queue: string[] = [];
  const intake: string[] = [];
  const labelQueue: string[] = [];
  const deadLetters: string[] = [];
  const notices: string[] = [];
  const mails: { subject: string; body: string }[] = [];
  const events: TimedEvent[] = [];
  const started: string[] = [];
  const metrics: MetricDatum[] = [];
  const config = configFromData({ monitors: { payments: { ...BASE_MONITOR, ...monitor } } }, "test").monitors[0]!;

  const sink = (bodies: string[]): MessageQueue => ({
    send: async (sent) => {
      await beforeWrite("send");
      bodies.push(...sent);
    },
    oldestMessageAgeSeconds: async () => await Promise.resolve(0),
  });
  const mailSink: MailSink = {
    send: async (mail) => {
      await beforeWrite("mail");
      mails.push({ subject: mail.subject, body: mail.body });
    },
  };
  const deps = (): ProfileDeps & MaintenanceDeps & AnalysisDeps & JoinDeps => ({
    monitor: config,
    hub: configHub(),
    captures: buckets.bucket(CAPTURES),
    captureBucket: CAPTURES,
    buckets,
    store: buckets.bucket(STORE),
    storeBucket: STORE,
    tableName: "state",
    table,
    baselines: baselineReader(table, config.name),
    hashKey: "test",
    standing: tableStanding(table),
    intake: {
      set: async (enabled) => {
        await Promise.resolve(intake.push(enabled ? "on" : "off"));
      },
      reconcile: async () => {
        await Promise.resolve(intake.push("reconcile"));
      },
    },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    deadLetters: sink(deadLetters),
    captureQueue: sink(queue),
    labelQueue: config.labels && sink(labelQueue),
    metrics: {
      publish: async (data) => {
        await beforeWrite("metrics");
        metrics.push(...data);
      },
    },
    normals: normalReader(buckets.bucket(STORE)),
    mails: mailSink,
    events: {
      publish: async (published) => {
        await beforeWrite("events");
        events.push(...published);
        return [];
      },
    },
    notices: config.notify.webhook === null ? null : sink(notices),
    retrainer: {
      start: async (target, name) => {
        await beforeWrite("retrain");
        started.push(name);
        return `${target}:${name}`;
      },
    },
    pageTopicArn: "arn:aws:sns:eu-central-1:123456789012:page",
    dashboardUrl: "https://console.example/dashboard",
    remainingMs: () => 600_000,
  });
  /** What fails comes again. */
  const workOff = async (bodies: string[], work: (body: string) => Promise<unknown>): Promise<void> => {
    for (const body of bodies.splice(0)) {
      await work(body).catch((error: unknown) => {
        if (error instanceof ConditionFailedError || isCrash(error)) bodies.push(body);
        else throw error;
      });
    }
  };
  const configHub = (): AnalysisDeps["hub"] => configFromData({ monitors: { payments: BASE_MONITOR } }, "test").hub;

  const world: World = {
    table,
    intake,
    buckets,
    mails,
    events,
    started,
    metrics,
    deadLetters,
    notices,
    nowMs: START_MS,
    queue,
    onWrite: () => Promise.resolve(),
    crashAtWrite: (n) => {
      crashAt = writes + n;
    },
    writes: () => writes,
    async writeCapture(key, body) {
      await buckets.bucket(CAPTURES).put(key, typeof body === "string" ? new TextEncoder().encode(body) : body);
      queue.push(eventOf("Object Created", key));
    },
    async writeLabels(key, body) {
      await buckets.bucket(CAPTURES).put(key, typeof body === "string" ? new TextEncoder().encode(body) : body);
      labelQueue.push(eventOf("Object Created", key));
    },
    async deleteCapture(key) {
      await buckets.bucket(CAPTURES).delete(key);
      queue.push(eventOf("Object Deleted", key));
    },
    async deliver() {
      for (let round = 0; queue.length + labelQueue.length > 0; round++) {
        if (round > 20) throw new Error("the queues do not drain");
        const profiler = messageProfiler(deps());
        await workOff(queue, (body) => profiler.profile(body, world.nowMs));
        await workOff(labelQueue, (body) => joinLabelMessage(body, world.nowMs, deps()));
      }
    },
    analyze: () => analyzeWindows(world.nowMs, deps()),
    buildBaseline: () => buildBaseline(world.nowMs, deps()),
    async reconcile() {
      const all = deps();
      await reconcileAll(world.nowMs, all, all);
    },
    state: () => stateOf(buckets, table, mails),
  };
  return world;
}

export const isCrash = (error: unknown): boolean => error instanceof Error && error.message.startsWith("crash before");

const eventOf = (type: string, key: string): string =>
  JSON.stringify({ "detail-type": type, detail: { bucket: { name: CAPTURES }, object: { key } } });

function stateOf(
  buckets: MemoryBuckets,
  table: MemoryTable,
  mails: readonly { subject: string; body: string }[],
): Record<string, string> {
  const stored = [...buckets.contents(STORE)].map(([key, object]): [string, string] => [key, object.etag]);
  // The lease counts runs; dirty marks and attempts say what is still to do: none is a result. Nor is it when a run found something.
  const items = [...table.dump()]
    .filter(([key]) => !/LEASE$|#DIRTY|#ATTEMPTS|\nconfiguration#/.test(key))
    .map(([key, body]): [string, string] => [key, body.replace(/"(atMs|writtenAtMs)":\d+/g, "")]);
  return { ...Object.fromEntries([...stored, ...items]), mails: mails.map((mail) => mail.subject).join("\n") };
}

/** A capture of `rows` payments in one hour: amounts around `mean`, countries of which a tenth are `country`. */
export function payments(hour: number, rows: number, options: { mean?: number; country?: string } = {}): string {
  const { mean = 100, country = "PT" } = options;
  const lines = Array.from({ length: rows }, (_, row) => {
    // Halton numbers: evenly spread, so that a window of any size looks like the reference.
    const amount = mean + 30 * normalScore(halton(row + 1 + hour * 7, 2));
    const share = halton(row + 1 + hour * 7, 3);
    const at = new Date(START_MS + hour * HOUR_MS + Math.floor((row * HOUR_MS) / rows)).toISOString();
    const name = share < 0.6 ? "DE" : share < 0.9 ? "FR" : country;
    return JSON.stringify({ at, amount: Math.round(amount * 100) / 100, country: name });
  });
  return `${lines.join("\n")}\n`;
}

/** The training table that `payments` looks like. */
export function trainingTable(rows = 1000): string {
  const lines = Array.from({ length: rows }, (_, row) => {
    const share = halton(row + 1, 3);
    const country = share < 0.6 ? "DE" : share < 0.9 ? "FR" : "PT";
    return `${(100 + 30 * normalScore(halton(row + 1, 2))).toFixed(2)},${country}`;
  });
  return `amount,country\n${lines.join("\n")}\n`;
}

export async function writeTrainingTable(world: World, rows?: number): Promise<void> {
  await world.buckets.bucket(LAKE).put("train.csv", new TextEncoder().encode(trainingTable(rows)));
}

function halton(index: number, base: number): number {
  let result = 0;
  for (let fraction = 1 / base, rest = index; rest > 0; rest = Math.floor(rest / base), fraction /= base) {
    result += fraction * (rest % base);
  }
  return result;
}

/** Tukey's lambda approximation of the normal quantile, good to 0.01: the tests need a bell, not its tails. */
const normalScore = (u: number): number => (u ** 0.135 - (1 - u) ** 0.135) / 0.1975;
