import type { FeatureBins } from "../../contracts/baseline.js";
import type { HourIndex } from "../../contracts/verdict.js";

/** Records before `fromMs` or at and after `toMs` (epoch milliseconds) are rejected as `time-out-of-range`. */
export interface TimeBounds {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Where a record's event time comes from: one of its columns, the capture's metadata, or fixed by the key. */
export type TimeSource = { readonly column: string } | { readonly metadata: true } | { readonly fixedMs: number };

export type TimeRule = TimeSource & { readonly bounds: TimeBounds | null };

export interface ProfileOptions {
  /** The source key: seeds the sketches, so that a retry writes the same bytes. */
  readonly seed: string;
  /** Bins of the active baseline by column; null while learning. */
  readonly bins: ReadonlyMap<string, FeatureBins> | null;
  /**
   * Features whose correlations are gathered, with the score of each of their bins (`watchedFeatures`); each has bins. Default
   * none. The same for all profiles on the same bins.
   */
  readonly watched?: ReadonlyMap<string, readonly number[]>;
  readonly time: TimeRule;
  /** Key of the hash that stands for values whose names may not be kept. The same for all profiles of a monitor. */
  readonly hashKey: string;
  /** Columns that are no features: ids, the time column. They appear nowhere in the profile. */
  readonly exclude?: readonly string[];
  /** Columns declared categorical: their numbers are counted as categories, by canonical text. */
  readonly categorical?: readonly string[];
  /** Columns whose categories are always kept as keyed hashes. */
  readonly sensitive?: readonly string[];
  /** Columns without bins whose category names may be kept although a baseline is active (a prediction still learned). */
  readonly named?: readonly string[];
  /** Most event hours in one capture; records of further hours are rejected as `time-out-of-range`. Default 48. */
  readonly maxHours?: number;
  /** Size of the quantile sketches; see docs/summaries.md for its rank error. Default DEFAULT_QUANTILE_K. */
  readonly quantileK?: number;
}

export const DEFAULT_MAX_HOURS = 48;

export const HOUR_MS = 3_600_000;

/** Hour of event time of an epoch time in milliseconds. */
export function hourOf(timeMs: number): HourIndex {
  return Math.floor(timeMs / HOUR_MS);
}
