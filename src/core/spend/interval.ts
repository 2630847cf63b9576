import { GB_OF_ONE_CPU, PER_CAPTURE } from "./rates.js";
import type { PriceTable } from "./price-table.js";
import { costOf } from "./usage.js";

/**
 * What can be spent between two looks of the guard, and how it is held to a share of the cap.
 *
 * Lambda runs at most `maximumConcurrency` of a function for one queue, so that an interval costs at most
 *
 *   hours x sum over queues of (concurrency x price of an hour of back-to-back runs)
 *
 * Where even AWS's least concurrency of 2 could spend more than the tolerance, work ends earlier by the difference: the
 * reserve. What S3 and EventBridge charge for events comes whether anybody works or not: the guard keeps it back.
 */

/** An interval may pass the cap by at most this share of it. */
export const TOLERANCE = 0.05;
/** AWS takes no smaller one. */
export const LEAST_CONCURRENCY = 2;
/** As many as ever: what one account's concurrency can bear. */
export const MOST_CONCURRENCY = 10;
/** Baselines and labels: few and long runs. */
export const SLOW_QUEUE_CONCURRENCY = 2;
/** An hour between two looks, the minutes that CloudWatch is late, and the longest run that is under way. */
const INTERVAL_HOURS = 1.5;
/** A capture takes at least this long, seconds: three writes of S3 one after another. */
const FASTEST_CAPTURE_SECONDS = 0.1;

/** What of a hub's deployment can spend. */
export interface Spenders {
  readonly monitors: number;
  /** Of these, with labels. */
  readonly labelled: number;
}

export interface IntervalBound {
  /** Maximum concurrency of each monitor's profiling, 2 to 10. */
  readonly profilingConcurrency: number;
  /** What an interval costs at most, US dollars. */
  readonly mostUsd: number;
  /** How much before the cap work ends, so that an interval can't pass it by more than the tolerance. */
  readonly reserveUsd: number;
}

export function intervalBound(monthlyUsd: number, { monitors, labelled }: Spenders, table: PriceTable): IntervalBound {
  const second = GB_OF_ONE_CPU * table.prices.lambdaGbSecond.usd;
  const requests = { ...PER_CAPTURE, lambdaGbSecond: 0 };
  const profilingUsd = 3600 * (second + costOf(requests, table) / FASTEST_CAPTURE_SECONDS);
  const slowUsd = 3600 * second * SLOW_QUEUE_CONCURRENCY;
  const othersUsd = INTERVAL_HOURS * slowUsd * (monitors + labelled);
  const toleratedUsd = TOLERANCE * monthlyUsd;
  const fits = Math.floor((toleratedUsd - othersUsd) / (INTERVAL_HOURS * profilingUsd * Math.max(1, monitors)));
  const profilingConcurrency = Math.min(MOST_CONCURRENCY, Math.max(LEAST_CONCURRENCY, fits));
  const mostUsd = othersUsd + INTERVAL_HOURS * profilingUsd * profilingConcurrency * monitors;
  return { profilingConcurrency, mostUsd, reserveUsd: Math.max(0, mostUsd - toleratedUsd) };
}
