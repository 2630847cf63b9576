import type { HourIndex } from "./verdict.js";

/** How much a hub works: as ever, less often and on a part of the captures, or not at all until there is money again. */
export type SpendState = "normal" | "slow" | "paused";

/** What a hub may cost, as configuration says it. */
export interface SpendPolicy {
  /** US dollars in a calendar month (UTC). */
  readonly monthlyUsd: number;
  /** Percent of `monthlyUsd`, ascending. */
  readonly notifyAt: readonly number[];
  readonly atCap: "warn" | "slow" | "pause";
}

/** Somebody's word that work goes on whatever it costs, until a time. */
export interface SpendOverride {
  readonly untilMs: number;
  readonly reason: string;
  readonly by: string;
  readonly atMs: number;
}

/** From an hour of landing on, this share of the captures is profiled, (0, 1]. */
export interface SamplingStep {
  readonly fromHour: HourIndex;
  readonly keep: number;
}

/** Where a hub stands: what the guard writes and every function obeys. */
export interface SpendStanding {
  readonly state: SpendState;
  /** When this state began, epoch milliseconds. */
  readonly sinceMs: number;
  /** The calendar month that it is about, `2026-11`. */
  readonly month: string;
  /** Largest of `notifyAt` that has been told this month; 0 for none. */
  readonly toldPercent: number;
  /** Ascending, the steps of the last weeks: what was left out stays left out, also when it is asked for again. */
  readonly sampling: readonly SamplingStep[];
}

/** What one function did in an hour, as AWS counts it: runs that timed out are in it. */
export interface FunctionRuns {
  readonly hour: HourIndex;
  readonly invocations: number;
  readonly durationMs: number;
}

/** What AWS counts of functions and queues, whether they tell of it or not. */
export interface WorkMeter {
  /**
   * @param from first hour, @param to last hour, both inclusive
   * @returns by name, hours without a run left out
   */
  runs(names: readonly string[], from: HourIndex, to: HourIndex): Promise<ReadonlyMap<string, readonly FunctionRuns[]>>;
  /** Messages that queues were sent, by queue and hour; with the same hours. */
  sent(
    queues: readonly string[],
    from: HourIndex,
    to: HourIndex,
  ): Promise<ReadonlyMap<string, ReadonlyMap<HourIndex, number>>>;
}

/** One call of an AWS service, as far as it is billed by the request. */
export interface MeteredCall {
  /** As the SDK names it: `S3`, `DynamoDB`, `SQS` ... */
  readonly service: string;
  /** `PutObject` ... */
  readonly operation: string;
  /** DynamoDB's read or write units; attempts at S3; metrics that GetMetricData asks for; entries of PutEvents. 1 elsewhere. */
  readonly units: number;
  /** Bytes that S3 stores. */
  readonly storedBytes: number;
}

/** The event sources of one monitor, and the function that lists what has been missed. */
export interface IntakeSwitch {
  /** Lambda polls the monitor's queues, or leaves them alone. Asking for what is there already changes nothing. */
  set(enabled: boolean): Promise<void>;
  /** Has the monitor's captures and labels listed, now. */
  reconcile(nowMs: number): Promise<void>;
}
