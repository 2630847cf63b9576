import type { FeatureSample } from "../../contracts/drift.js";
import { InsufficientDataError } from "../../contracts/errors.js";

/** Rows of both sides on the same cells. */
export interface PairedCounts {
  readonly reference: readonly number[];
  readonly current: readonly number[];
}

/** Shares of both sides on the same cells; each side sums to 1. */
export type PairedShares = PairedCounts;

/**
 * Counts on the baseline's bins that at least one side uses; a bin that nobody uses says nothing.
 *
 * @param unseen what becomes of rows whose category the baseline has never seen: `as-bin` makes them one more bin,
 *   `left-out` compares the rest (for log-ratio metrics, where the ratio to a share of zero would be set by the
 *   smoothing and not by data; the metric `unseen-categories` measures those rows)
 * @throws InsufficientDataError when a side has no row in any bin
 */
export function usedBins(
  metric: string,
  reference: FeatureSample,
  current: FeatureSample,
  unseen: "as-bin" | "left-out",
): PairedCounts {
  const cells = reference.binCounts.map((count, bin) => [count, current.binCounts[bin]!] as const);
  if (unseen === "as-bin") cells.push([reference.unseen, current.unseen]);
  const used = cells.filter(([r, c]) => r > 0 || c > 0);
  const counts = { reference: used.map(([r]) => r), current: used.map(([, c]) => c) };
  const fewest = Math.min(sum(counts.reference), sum(counts.current));
  if (!(fewest > 0)) throw new InsufficientDataError(metric, fewest, 1);
  return counts;
}

/** Plain shares, rows of a cell divided by all rows: a cell without rows has share 0. */
export function shares(counts: PairedCounts): PairedShares {
  return { reference: divide(counts.reference, 0), current: divide(counts.current, 0) };
}

/** Rows added to every bin by `jeffreysShares`. */
const JEFFREYS_PSEUDO_COUNT = 0.5;

/**
 * Shares with Jeffreys smoothing, (c + 0.5) / (n + 0.5 B): what the Jeffreys prior of a multinomial expects. Every share
 * is positive, so logarithms and ratios stay finite.
 */
export function jeffreysShares(counts: PairedCounts): PairedShares {
  return {
    reference: divide(counts.reference, JEFFREYS_PSEUDO_COUNT),
    current: divide(counts.current, JEFFREYS_PSEUDO_COUNT),
  };
}

/** Sum over cells of `term(reference share, current share)`. */
export function sumOver(pair: PairedShares, term: (r: number, c: number) => number): number {
  return pair.reference.reduce((total, r, cell) => total + term(r, pair.current[cell]!), 0);
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function divide(counts: readonly number[], pseudoCount: number): number[] {
  const total = sum(counts) + pseudoCount * counts.length;
  return counts.map((count) => (count + pseudoCount) / total);
}
