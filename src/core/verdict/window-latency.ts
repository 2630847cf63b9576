import type { WindowLatency } from "../../contracts/verdict.js";
import { columnOf, type Profile } from "../profile/profile.js";
import { weightedValuesOf } from "../summaries/numbers.js";
import { quantilesOf } from "../summaries/quantiles.js";

const RANKS = [0.5, 0.95, 0.99];
const MILLISECONDS = { ms: 1, s: 1000 } as const;

/**
 * How long the answers of a window took, of the records that say it with a finite number: the smallest value that at least 50, 95,
 * 99 of 100 records don't exceed. Exact up to 512 different values, else within the sketch's rank error (docs/summaries.md).
 *
 * @returns milliseconds, to the microsecond; null where no record says it
 */
export function windowLatency(
  profile: Profile,
  { column, unit }: { readonly column: string; readonly unit: keyof typeof MILLISECONDS },
): WindowLatency | null {
  const numbers = columnOf(profile, column)?.numbers;
  if (!numbers || numbers.moments.count === 0) return null;
  const [p50, p95, p99] = quantilesOf(weightedValuesOf(numbers), RANKS).map(
    // Rounded, since 1.001 s are 1000.9999999999999 ms to a computer.
    (value) => Math.round(value * MILLISECONDS[unit] * 1000) / 1000,
  );
  return { p50: p50!, p95: p95!, p99: p99!, rows: numbers.moments.count };
}
