import { unsupported } from "../errors.js";
import type { StatisticSet } from "./minute-bins.js";

/** Reads one number out of a statistic set; undefined where the set can't tell (a percentile without values). */
export interface Statistic {
  readonly name: string;
  /** True for percentiles, which need the values and not only their statistics. */
  readonly needsValues: boolean;
  read(set: StatisticSet): number | undefined;
}

const SIMPLE: Readonly<Record<string, (set: StatisticSet) => number>> = {
  SampleCount: (set) => set.count,
  Sum: (set) => set.sum,
  Average: (set) => set.sum / set.count,
  Minimum: (set) => set.minimum,
  Maximum: (set) => set.maximum,
};

/**
 * The statistic of a name: SampleCount, Sum, Average, Minimum, Maximum, or a percentile such as p50 or p99.9.
 *
 * @throws CloudWatchFault for trimmed statistics and other names
 */
export function statisticOf(name: string): Statistic {
  const simple = Object.hasOwn(SIMPLE, name) ? SIMPLE[name] : undefined;
  if (simple !== undefined) return { name, needsValues: false, read: simple };
  const percentile = /^p(\d{1,2}(?:\.\d{1,10})?|100)$/.exec(name);
  if (percentile === null) throw unsupported(`statistic ${name}`);
  const rank = Number(percentile[1]) / 100;
  const read = ({ values, count }: StatisticSet): number | undefined =>
    values === undefined ? undefined : percentileOf(values, count, rank);
  return { name, needsValues: true, read };
}

/** Nearest rank: the smallest value at or below which at least `rank` of the observations lie. */
function percentileOf(values: ReadonlyMap<number, number>, count: number, rank: number): number | undefined {
  let below = 0;
  let last: number | undefined;
  for (const [value, observations] of [...values].sort(([a], [b]) => a - b)) {
    below += observations;
    last = value;
    if (below >= rank * count) return value;
  }
  return last;
}
