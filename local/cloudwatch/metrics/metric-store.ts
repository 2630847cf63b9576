import { emptySet, mergeSet, MinuteBins, type StatisticSet } from "./minute-bins.js";
import { metricId, type MetricId } from "./metric-id.js";
import type { Statistic } from "./statistic.js";

/** Equal periods that follow each other: [startMs + i·periodMs, startMs + (i+1)·periodMs) for i < count. */
export interface Grid {
  readonly startMs: number;
  readonly periodMs: number;
  readonly count: number;
}

/** One value per period of a grid; undefined where there is no datapoint. */
export type Series = readonly (number | undefined)[];

/** The stored form of one minute: values with their counts, or the bare statistics where the values weren't given. */
interface SavedMinute {
  readonly minuteMs: number;
  readonly statistics: readonly [count: number, sum: number, minimum: number, maximum: number];
  readonly values?: readonly (readonly [value: number, count: number])[];
}

export interface SavedMetric {
  readonly id: Omit<MetricId, "key">;
  readonly unit: string;
  readonly minutes: readonly SavedMinute[];
}

interface StoredMetric {
  readonly id: MetricId;
  readonly units: Map<string, MinuteBins>;
}

/** CloudWatch's memory: what was recorded, by metric, unit and minute. It forgets nothing during a simulation. */
export class MetricStore {
  readonly #metrics = new Map<string, StoredMetric>();
  readonly #listeners: ((key: string, timeMs: number) => void)[] = [];

  /** Tells of every recorded datum: the metric's key and the datum's time. */
  onRecord(listener: (key: string, timeMs: number) => void): void {
    this.#listeners.push(listener);
  }

  record(id: MetricId, unit: string, timeMs: number, set: StatisticSet): void {
    this.#bins(id, unit).add(timeMs, set);
    for (const listener of this.#listeners) listener(id.key, timeMs);
  }

  /** Metrics in the order in which they first appeared. */
  metrics(): readonly MetricId[] {
    return [...this.#metrics.values()].map(({ id }) => id);
  }

  /** Minute of a metric's newest datum; -Infinity for an unknown metric. */
  newestMs(id: MetricId): number {
    const metric = this.#metrics.get(id.key);
    return Math.max(-Infinity, ...[...(metric?.units.values() ?? [])].map((bins) => bins.lastMinuteMs));
  }

  /** Minute of the oldest datum of all metrics. */
  oldestMs(): number | undefined {
    const bins = [...this.#metrics.values()].flatMap(({ units }) => [...units.values()]);
    const oldest = bins.reduce((least, { firstMinuteMs }) => Math.min(least, firstMinuteMs), Infinity);
    return Number.isFinite(oldest) ? oldest : undefined;
  }

  /** The values of a dimension over all metrics, in alphabetical order. */
  dimensionValues(name: string): readonly string[] {
    const dimensions = [...this.#metrics.values()].flatMap(({ id }) => id.dimensions);
    return [...new Set(dimensions.filter((dimension) => dimension.name === name).map(({ value }) => value))].sort();
  }

  /** Minutes with data in [startMs, endMs), oldest first per unit. */
  minutes(key: string, unit: string | undefined, startMs: number, endMs: number): readonly number[] {
    const minutes: number[] = [];
    for (const bins of this.#selected(key, unit)) bins.forEach(startMs, endMs, (minuteMs) => minutes.push(minuteMs));
    return minutes;
  }

  /** One statistic of a metric on a grid. Without a unit, data of all units count; with one, only data in that unit. */
  read(id: MetricId, unit: string | undefined, statistic: Statistic, grid: Grid): Series {
    const sets = new Map<number, StatisticSet>();
    const endMs = grid.startMs + grid.count * grid.periodMs;
    for (const bins of this.#selected(id.key, unit)) {
      bins.forEach(grid.startMs, endMs, (minuteMs, set) => {
        const index = Math.floor((minuteMs - grid.startMs) / grid.periodMs);
        const merged = sets.get(index) ?? emptySet(statistic.needsValues);
        mergeSet(merged, set);
        sets.set(index, merged);
      });
    }
    const series = new Array<number | undefined>(grid.count).fill(undefined);
    for (const [index, set] of sets) series[index] = statistic.read(set);
    return series;
  }

  save(): readonly SavedMetric[] {
    return [...this.#metrics.values()].flatMap(({ id: { namespace, name, dimensions }, units }) => {
      const id = { namespace, name, dimensions };
      return [...units].map(([unit, bins]) => ({ id, unit, minutes: savedMinutes(bins) }));
    });
  }

  restore(metrics: readonly SavedMetric[]): void {
    for (const { id, unit, minutes } of metrics) {
      const bins = this.#bins(metricId(id.namespace, id.name, id.dimensions), unit);
      for (const { minuteMs, statistics, values } of minutes) {
        const [count, sum, minimum, maximum] = statistics;
        bins.add(minuteMs, { count, sum, minimum, maximum, values: values && new Map(values) });
      }
    }
  }

  #bins(id: MetricId, unit: string): MinuteBins {
    const metric = this.#metrics.get(id.key) ?? { id, units: new Map<string, MinuteBins>() };
    this.#metrics.set(id.key, metric);
    const bins = metric.units.get(unit) ?? new MinuteBins();
    metric.units.set(unit, bins);
    return bins;
  }

  #selected(key: string, unit: string | undefined): readonly MinuteBins[] {
    const units = this.#metrics.get(key)?.units;
    if (units === undefined) return [];
    if (unit === undefined) return [...units.values()];
    const bins = units.get(unit);
    return bins === undefined ? [] : [bins];
  }
}

function savedMinutes(bins: MinuteBins): readonly SavedMinute[] {
  const minutes: SavedMinute[] = [];
  bins.forEach(-Infinity, Infinity, (minuteMs, { count, sum, minimum, maximum, values }) => {
    minutes.push({ minuteMs, statistics: [count, sum, minimum, maximum], ...(values && { values: [...values] }) });
  });
  return minutes;
}
