import { configFromData } from "../../../src/config/index.js";
import type { MetricDatum } from "../../../src/contracts/ports.js";
import type { FunctionRuns } from "../../../src/contracts/spend.js";
import type { Usage } from "../../../src/core/spend/usage.js";
import { guardSpend, type GuardDeps } from "../../../src/pipeline/spend/guard-spend.js";
import type { SpendStateBody } from "../../../src/pipeline/spend/spend-state.js";
import { writeUsage } from "../../../src/pipeline/spend/usage-items.js";
import { memoryTable, type MemoryTable } from "../memory/memory-table.js";

export const HOUR_MS = 3_600_000;

/** A hub with one monitor whose runs a test makes up, and its guard. */
export interface Guarded {
  readonly table: MemoryTable;
  readonly mails: { readonly topicArn: string; readonly subject: string; readonly body: string }[];
  readonly metrics: readonly MetricDatum[];
  readonly deps: GuardDeps;
  /** How many mails are refused from now on. */
  refuseMails: number;
  /** A run of the monitor's profiling that asks for something and takes some time. */
  run(atMs: number, asked: Usage, durationMs?: number): Promise<void>;
  /** Captures land, and have their messages queued. */
  land(atMs: number, captures: number): void;
  guard(nowMs: number): Promise<SpendStateBody | null>;
  /** Called before every write, mail and point of a metric. */
  onWrite: () => Promise<void>;
}

export function guarded(spend: Readonly<Record<string, unknown>>): Guarded {
  const config = configFromData(
    {
      hub: { name: "ml", spend },
      monitors: {
        churn: {
          model: { task: "binary" },
          captures: { bucket: "captures", existing: true, prefix: "churn/", format: "sagemaker-jsonl" },
          reference: { live: "7d" },
        },
      },
    },
    "test",
  );
  const table = memoryTable(() => world.onWrite());
  const runs: FunctionRuns[] = [];
  const landed = new Map<number, number>();
  const mails: { topicArn: string; subject: string; body: string }[] = [];
  const metrics: MetricDatum[] = [];
  let sequence = 0;
  const deps: GuardDeps = {
    config,
    table,
    tableName: "ml-state",
    meter: {
      runs: (_names, from, to) =>
        Promise.resolve(new Map([["ml-churn-profile", runs.filter(({ hour }) => hour >= from && hour <= to)]])),
      sent: () => Promise.resolve(new Map([["ml-churn-captures", landed]])),
    },
    metrics: {
      publish: async (data) => {
        await world.onWrite();
        metrics.push(...data);
      },
    },
    mails: {
      send: async ({ topicArn, subject, body }) => {
        await world.onWrite();
        if (world.refuseMails-- > 0) throw new Error("throttled");
        mails.push({ topicArn, subject, body });
      },
    },
    topicArns: ["arn:aws:sns:eu-central-1:123456789012:page"],
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  };
  const world: Guarded = {
    table,
    mails,
    metrics,
    deps,
    refuseMails: 0,
    async run(atMs, asked, durationMs = 0) {
      await writeUsage(table, "churn", { id: String(sequence++), atMs, cause: {} }, asked);
      const hour = Math.floor(atMs / HOUR_MS);
      const before = runs.findIndex((each) => each.hour === hour);
      const sofar = runs[before] ?? { hour, invocations: 0, durationMs: 0 };
      const next = { hour, invocations: sofar.invocations + 1, durationMs: sofar.durationMs + durationMs };
      if (before < 0) runs.push(next);
      else runs[before] = next;
    },
    land(atMs, captures) {
      const hour = Math.floor(atMs / HOUR_MS);
      landed.set(hour, (landed.get(hour) ?? 0) + captures);
    },
    guard: (nowMs) => guardSpend(nowMs, deps),
    onWrite: () => Promise.resolve(),
  };
  return world;
}
