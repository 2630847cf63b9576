import { configFromData } from "../../../src/config/index.js";
import { ConditionFailedError } from "../../../src/contracts/errors.js";
import type { MessageQueue, ObjectStore, StateTable } from "../../../src/contracts/ports.js";
import { coverageOf, type LabelCoverage } from "../../../src/core/labels/coverage.js";
import { labelledPairs, type LabelledPairs } from "../../../src/core/labels/labelled-pairs.js";
import type { QualityModel } from "../../../src/core/labels/model-classes.js";
import { baselineReader } from "../../../src/pipeline/baseline-store.js";
import type { JoinDeps, MaintenanceDeps, ProfileDeps } from "../../../src/pipeline/deps.js";
import { dirtyHours, unmark } from "../../../src/pipeline/dirty-hours.js";
import { compactHour } from "../../../src/pipeline/labels/compact-hour.js";
import { joinedHour } from "../../../src/pipeline/labels/joined-hour.js";
import { joinLabelMessage } from "../../../src/pipeline/labels/label-messages.js";
import { labelledHours, unmarkLabelled } from "../../../src/pipeline/labels/labelled-hours.js";
import { reconcileLabels } from "../../../src/pipeline/labels/reconcile-labels.js";
import type { LabelFile } from "../../../src/pipeline/labels/stored/label-files.js";
import { messageProfiler } from "../../../src/pipeline/profile-messages.js";
import { activePlan } from "../../../src/pipeline/profiling-plan.js";
import { capturesOfInterest, reconcile } from "../../../src/pipeline/reconcile.js";
import { noStanding } from "../../../src/pipeline/spend/standing.js";
import { memoryBuckets, type MemoryBuckets } from "../memory/memory-buckets.js";
import { memoryTable } from "../memory/memory-table.js";
import { HOUR_MS, isCrash, START_MS } from "../memory/world.js";

export const hourIndex = (hour: number): number => START_MS / HOUR_MS + hour;

const CAPTURES = "captures";
const STORE = "store";

/** Predictions say `id`, `said` and when; labels `id` and `truth`. */
const MONITOR = {
  model: { task: "binary", classes: ["0", "1"] },
  captures: { bucket: CAPTURES, existing: true, prefix: "payments/", format: "jsonl" },
  columns: { id: "id", time: "at", prediction: "said" },
  reference: { live: "14d" },
  labels: { prefix: "truth/", waitDays: 30 },
};

const BINARY: QualityModel = { task: "binary", classes: ["0", "1"], threshold: 0.5 };

/** What became of one hour: predictions by id as they were joined. */
export interface HourOutcome {
  readonly predictions: number;
  readonly labelled: number;
  /** Labels that say 1. */
  readonly positive: number;
  /** Labels of the hour whose prediction is not in it. */
  readonly strays: number;
}

/** Captures and labels of one monitor, joined by the real use cases over memory. */
export interface LabelWorld {
  nowMs: number;
  readonly buckets: MemoryBuckets;
  readonly table: StateTable;
  readonly deadLetters: readonly string[];
  readonly captureQueue: string[];
  readonly labelQueue: string[];
  /** Keys that the store was asked for, in order. */
  readonly reads: string[];
  /** Called before every write. */
  onWrite: () => Promise<void>;
  crashAtWrite(n: number): void;
  writes(): number;
  /** Lets a file land, as S3 and EventBridge tell it. */
  land(key: string, body: string | Uint8Array): Promise<void>;
  remove(key: string): Promise<void>;
  /** Profiles and joins what is on the queues until they are empty; what fails comes again. */
  deliver(): Promise<void>;
  /** Compacts the hours whose captures have changed, as analysis does; a crash leaves the rest for the next call. */
  compact(): Promise<void>;
  reconcile(): Promise<void>;
  outcome(hour: number): Promise<HourOutcome>;
  pairs(hour: number, model?: QualityModel): Promise<LabelledPairs>;
  coverage(hour: number): Promise<LabelCoverage>;
  file(key: string): LabelFile;
  /** Hours marked as changed; the marks are taken off after a look, as analysis does. */
  takeLabelled(look?: (hour: number) => Promise<void>): Promise<number[]>;
  /** ETags of everything that is stored, by key. */
  state(): Record<string, string>;
}

export function createLabelWorld(monitor: Record<string, unknown> = {}): LabelWorld {
  let writes = 0;
  let crashAt = Infinity;
  const beforeWrite = async (what: string): Promise<void> => {
    writes++;
    await world.onWrite();
    if (writes < crashAt) return;
    crashAt = Infinity;
    throw new Error(`crash before write ${writes}: ${what}`);
  };
  const buckets = memoryBuckets(() => world.nowMs, beforeWrite);
  const table = memoryTable(beforeWrite);
  const config = configFromData({ monitors: { payments: { ...MONITOR, ...monitor } } }, "test").monitors[0]!;
  const reads: string[] = [];
  const deadLetters: string[] = [];
  const [captureQueue, labelQueue]: [string[], string[]] = [[], []];
  const queue = (bodies: string[]): MessageQueue => ({
    send: async (sent) => {
      await beforeWrite("send");
      bodies.push(...sent);
    },
    oldestMessageAgeSeconds: () => Promise.resolve(bodies.length),
  });
  const deps: ProfileDeps & JoinDeps & MaintenanceDeps = {
    monitor: config,
    captures: buckets.bucket(CAPTURES),
    captureBucket: CAPTURES,
    buckets,
    store: counted(buckets.bucket(STORE), reads),
    table,
    baselines: baselineReader(table, config.name),
    hashKey: "test",
    standing: noStanding,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    deadLetters: queue(deadLetters),
    captureQueue: queue(captureQueue),
    labelQueue: queue(labelQueue),
  };
  /** Where one message fails the others are done. */
  const workOff = async (bodies: string[], work: (body: string) => Promise<unknown>): Promise<void> => {
    for (const body of bodies.splice(0)) {
      await work(body).catch((error: unknown) => {
        if (!(error instanceof ConditionFailedError) && !isCrash(error)) throw error;
        bodies.push(body);
      });
    }
  };
  const pairs = async (hour: number, model = BINARY): Promise<LabelledPairs> => {
    const joined = await joinedHour(hourIndex(hour), deps);
    if (!joined) throw new Error(`hour ${hour} has not been compacted`);
    return labelledPairs(joined.predictions, joined.labels, model);
  };
  const world: LabelWorld = {
    nowMs: START_MS,
    buckets,
    table,
    deadLetters,
    captureQueue,
    labelQueue,
    reads,
    onWrite: () => Promise.resolve(),
    crashAtWrite: (n) => {
      crashAt = writes + n;
    },
    writes: () => writes,
    async land(key, body) {
      await buckets.bucket(CAPTURES).put(key, typeof body === "string" ? new TextEncoder().encode(body) : body);
      (key.startsWith("truth/") ? labelQueue : captureQueue).push(eventOf("Object Created", key));
    },
    async remove(key) {
      await buckets.bucket(CAPTURES).delete(key);
      if (!key.startsWith("truth/")) captureQueue.push(eventOf("Object Deleted", key));
    },
    async deliver() {
      for (let round = 0; captureQueue.length + labelQueue.length > 0; round++) {
        if (round > 20) throw new Error("the queues do not drain");
        const profiler = messageProfiler(deps);
        await workOff(captureQueue, (body) => profiler.profile(body, world.nowMs));
        await workOff(labelQueue, (body) => joinLabelMessage(body, world.nowMs, deps));
      }
    },
    async compact() {
      for await (const dirty of dirtyHours(table, config.name, world.nowMs)) {
        await compactHour(dirty.hour, world.nowMs, deps);
        await unmark(table, config.name, dirty);
      }
    },
    async reconcile() {
      await reconcile(await activePlan(world.nowMs, deps), capturesOfInterest(world.nowMs, deps), world.nowMs, deps);
      await reconcileLabels(world.nowMs, deps);
    },
    async outcome(hour) {
      const { counts, actual } = await pairs(hour);
      const predictions = counts.predictions.waiting + counts.matched;
      const positive = actual.reduce((sum, truth) => sum + truth, 0);
      return { predictions, labelled: counts.labelled, positive, strays: counts.labels.unmatched };
    },
    pairs,
    coverage: async (hour) => coverageOf(await pairs(hour)),
    file(key) {
      const entries = [...buckets.contents(STORE).values()]
        .filter((object) => object.key.startsWith("labelfiles/"))
        .map((object) => JSON.parse(new TextDecoder().decode(object.bytes)) as LabelFile);
      return entries.find((entry) => entry.key === key)!;
    },
    async takeLabelled(look = () => Promise.resolve()) {
      const hours: number[] = [];
      for await (const mark of labelledHours(table, config.name, world.nowMs)) {
        const hour = mark.hour - hourIndex(0);
        hours.push(hour);
        await look(hour);
        await unmarkLabelled(table, config.name, mark).catch((error: unknown) => {
          if (!(error instanceof ConditionFailedError)) throw error;
        });
      }
      return hours;
    },
    state: () => Object.fromEntries([...buckets.contents(STORE)].map(([key, { etag }]) => [key, etag])),
  };
  return world;
}

const eventOf = (type: string, key: string): string =>
  JSON.stringify({ "detail-type": type, detail: { bucket: { name: CAPTURES }, object: { key } } });

function counted(store: ObjectStore, reads: string[]): ObjectStore {
  return {
    ...store,
    get: (key) => {
      reads.push(key);
      return store.get(key);
    },
  };
}

/** Predictions `<hour>-<from>` to `<hour>-<from + rows - 1>`, evenly over their hour; each third says 1. */
export function predictions(hour: number, rows: number, from = 0): string {
  return Array.from({ length: rows }, (_, i) => {
    const at = new Date(START_MS + hour * HOUR_MS + Math.floor((i * HOUR_MS) / rows)).toISOString();
    return `${JSON.stringify({ id: `${hour}-${from + i}`, at, said: Number((from + i) % 3 === 0) })}\n`;
  }).join("");
}

/** Labels of the same ids; each other one is 1. */
export function truths(hour: number, rows: number, from = 0, truth = (row: number) => row % 2): string {
  return Array.from(
    { length: rows },
    (_, i) => `${JSON.stringify({ id: `${hour}-${from + i}`, truth: truth(from + i) })}\n`,
  ).join("");
}
