import { arcsineRate, expectedArcsineRate } from "./arcsine-rate.js";

/** What scores are taken against: the reference's shares of the bins and its rates of missing and unseen values. */
export interface ScoreAnchor {
  /** Shape [B]. */
  readonly shares: ArrayLike<number>;
  readonly missingRate: number;
  readonly unseenRate: number;
}

/** Rows of one window. `missingOf` and `unseenOf` are the rows that the two counts are a share of. */
export interface WindowRows {
  readonly missing: number;
  readonly missingOf: number;
  readonly unseen: number;
  readonly unseenOf: number;
}

/** Smoothed shares of the bins, p_b = (C_b + 1/2) / (N + B/2). @param totals reference rows per bin, shape [B] */
export function smoothedShares(totals: ArrayLike<number>): number[] {
  let rows = 0;
  for (let b = 0; b < totals.length; b++) rows += totals[b]!;
  return Array.from(totals, (count) => (count + 0.5) / (rows + 0.5 * totals.length));
}

/**
 * Scores of one window, before the season is taken off: r_b = (c_b / n - p_b) / sqrt(p_b) per bin, then the missing and
 * the unseen score as differences of arcsine rates. All are 0 in expectation while nothing changes, with variance
 * about 1/n, and finite also for empty bins and empty windows.
 *
 * @param counts rows per merged bin, shape [B]
 * @param out    written from `at`: B + 2 numbers
 */
export function writeScores(
  anchor: ScoreAnchor,
  counts: ArrayLike<number>,
  rows: WindowRows,
  out: Float64Array | number[],
  at: number,
): void {
  const bins = anchor.shares.length;
  let n = 0;
  for (let b = 0; b < bins; b++) n += counts[b]!;
  for (let b = 0; b < bins; b++) {
    const share = anchor.shares[b]!;
    out[at + b] = (counts[b]! / Math.max(n, 1) - share) / Math.sqrt(share);
  }
  out[at + bins] = rateScore(rows.missing, rows.missingOf, anchor.missingRate);
  out[at + bins + 1] = rateScore(rows.unseen, rows.unseenOf, anchor.unseenRate);
}

/** Cohen's h between an observed rate and the reference's. 0 for an empty window. */
export function rateScore(x: number, n: number, referenceRate: number): number {
  return n === 0 ? 0 : arcsineRate(x, n) - expectedArcsineRate(referenceRate, n);
}

/** weights[i][b] = sqrt(p_b) phi_ib: the loadings that make shift and spread from bin scores. */
export function basisLoadings(shares: ArrayLike<number>, basis: readonly (readonly number[])[]): Float64Array[] {
  return basis.map((scores) => Float64Array.from(scores, (score, b) => Math.sqrt(shares[b]!) * score));
}

/** Shift or spread of one vector of bin scores: their product with the loadings. */
export function project(loadings: ArrayLike<number>, scores: ArrayLike<number>, at: number): number {
  let sum = 0;
  for (let b = 0; b < loadings.length; b++) sum += loadings[b]! * scores[at + b]!;
  return sum;
}

/** D: the squared bin scores beyond what shift and spread explain. @param bins number of bins, from `at` */
export function shapeDistance(
  loadings: readonly ArrayLike<number>[],
  scores: ArrayLike<number>,
  at: number,
  bins: number,
): number {
  let distance = 0;
  for (let b = 0; b < bins; b++) distance += scores[at + b]! * scores[at + b]!;
  for (const loading of loadings) distance -= project(loading, scores, at) ** 2;
  return Math.max(0, distance);
}
