/** One metric's data in one unit: a statistic set per minute, as CloudWatch keeps standard-resolution metrics. */

export const MINUTE_MS = 60_000;

/** Sufficient statistics of some observations; merging is exact. */
export interface StatisticSet {
  count: number;
  sum: number;
  minimum: number;
  maximum: number;
  /** Observations per value; undefined once a statistic set without its values came in: then no percentile exists. */
  values: Map<number, number> | undefined;
}

/** @param keepValues false when no percentile will be asked for: merging is then cheaper */
export function emptySet(keepValues = true): StatisticSet {
  return { count: 0, sum: 0, minimum: Infinity, maximum: -Infinity, values: keepValues ? new Map() : undefined };
}

/** The statistics of one value observed `count` times. */
export function valueSet(value: number, count: number): StatisticSet {
  return { count, sum: value * count, minimum: value, maximum: value, values: new Map([[value, count]]) };
}

/** Adds `from` to `into`. */
export function mergeSet(into: StatisticSet, from: StatisticSet): void {
  into.count += from.count;
  into.sum += from.sum;
  into.minimum = Math.min(into.minimum, from.minimum);
  into.maximum = Math.max(into.maximum, from.maximum);
  if (into.values === undefined || from.values === undefined) {
    into.values = undefined;
    return;
  }
  for (const [value, count] of from.values) into.values.set(value, (into.values.get(value) ?? 0) + count);
}

export function minuteOf(timeMs: number): number {
  return Math.floor(timeMs / MINUTE_MS) * MINUTE_MS;
}

/** Bins in order of time. Data mostly arrive in order, so that adding is an append. */
export class MinuteBins {
  readonly #minutes: number[] = [];
  readonly #sets: StatisticSet[] = [];

  add(timeMs: number, set: StatisticSet): void {
    const minute = minuteOf(timeMs);
    const index = this.#firstFrom(minute);
    if (this.#minutes[index] !== minute) {
      this.#minutes.splice(index, 0, minute);
      this.#sets.splice(index, 0, emptySet());
    }
    mergeSet(this.#sets[index]!, set);
  }

  /** Visits the bins whose minute begins in [startMs, endMs), oldest first. */
  forEach(startMs: number, endMs: number, visit: (minuteMs: number, set: StatisticSet) => void): void {
    for (let index = this.#firstFrom(startMs); index < this.#minutes.length; index++) {
      if (this.#minutes[index]! >= endMs) return;
      visit(this.#minutes[index]!, this.#sets[index]!);
    }
  }

  get firstMinuteMs(): number {
    return this.#minutes[0] ?? Infinity;
  }

  get lastMinuteMs(): number {
    return this.#minutes.at(-1) ?? -Infinity;
  }

  /** Index of the first bin at or after a time; the number of bins when there is none. */
  #firstFrom(timeMs: number): number {
    let low = 0;
    let high = this.#minutes.length;
    if (high === 0 || this.#minutes[high - 1]! < timeMs) return high;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#minutes[middle]! < timeMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
