import type { FeatureKind } from "../../../contracts/records.js";

/** Expected rows per bin that keep chi-squared theory true (5), times the design effect usual in captures (3). */
const ROWS_PER_BIN = 15;
const SMALLEST_FLOOR = 0.01;
const LARGEST_FLOOR = 0.2;
const NUMERIC_BINS = 10;
/** Independent rows that a lens needs before it is judged, and the design effect assumed before one is measured. */
const LENS_ROWS = 30;
const ASSUMED_OMEGA = 3;

/**
 * Smallest share that a bin may have: 15 rows of the shortest lens that will be judged. With 8 rows an hour that lens
 * is the day, and categories stay apart that hourly counts would have to merge.
 *
 * @param medianRows    typical rows of an atomic window
 * @param medianDayRows typical rows of 24 hours; the same number where the atomic window is a day
 */
export function binFloor(medianRows: number, medianDayRows: number): number {
  const rows = medianRows >= LENS_ROWS * ASSUMED_OMEGA ? medianRows : medianDayRows;
  return Math.min(LARGEST_FLOOR, Math.max(SMALLEST_FLOOR, ROWS_PER_BIN / Math.max(rows, 1)));
}

/**
 * Which merged bin each fine bin goes to.
 *
 * Categories with a share of at least `floor` keep a bin of their own, in their order; all others share a last bin,
 * which joins the smallest kept one where even together they have less than floor / 2. Numeric bins are grouped
 * with their neighbours into at most ten of about equal share.
 *
 * @param totals reference rows per fine bin, shape [fine bins]
 * @returns shape [fine bins], merged bins counted from 0 without gaps; empty for no bins
 */
export function mergeBins(kind: FeatureKind, totals: readonly number[], floor: number): number[] {
  const rows = totals.reduce((sum, count) => sum + count, 0);
  const shares = totals.map((count) => (rows > 0 ? count / rows : 1 / totals.length));
  return kind === "numeric" ? mergeNumeric(shares) : mergeCategories(shares, floor);
}

function mergeCategories(shares: readonly number[], floor: number): number[] {
  if (shares.length === 0) return [];
  const largest = Math.max(...shares);
  const kept = shares.some((share) => share >= floor)
    ? shares.map((share) => share >= floor)
    : shares.map((share) => share >= largest);
  let next = 0;
  const merged = kept.map((keep) => (keep ? next++ : -1));
  const restShare = shares.reduce((sum, share, b) => sum + (kept[b]! ? 0 : share), 0);
  let rest = next;
  if (restShare < floor / 2 && next > 1) {
    const smallest = shares.reduce(
      (best, share, b) => (kept[b]! && !(share >= shares[best]!) ? b : best),
      firstKept(kept),
    );
    rest = merged[smallest]!;
  }
  return merged.map((bin) => (bin < 0 ? rest : bin));
}

function firstKept(kept: readonly boolean[]): number {
  return kept.indexOf(true);
}

/** Bins by the decile that their middle lies in; a group that stays below the smallest floor joins a neighbour. */
function mergeNumeric(shares: readonly number[]): number[] {
  let below = 0;
  const deciles = shares.map((share) => {
    const middle = below + share / 2;
    below += share;
    return Math.min(NUMERIC_BINS - 1, Math.floor(NUMERIC_BINS * middle + 1e-9));
  });
  const merged: number[] = [];
  let group = -1;
  let previous = -1;
  let groupShare = Infinity;
  for (let b = 0; b < shares.length; b++) {
    if (deciles[b] !== previous && groupShare >= SMALLEST_FLOOR) {
      group++;
      groupShare = 0;
    }
    previous = deciles[b]!;
    groupShare += shares[b]!;
    merged.push(group);
  }
  // The last group has no right neighbour to grow into.
  if (group > 0 && groupShare < SMALLEST_FLOOR) return merged.map((bin) => Math.min(bin, group - 1));
  return merged;
}
