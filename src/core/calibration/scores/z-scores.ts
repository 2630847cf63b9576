import type { AtomicWindow } from "../types.js";

/**
 * Student t to z: the standard normal value with the same tail probability, by Wallace's closed form.
 * Off by 0.002 at t = 5, df = 27 (4.1682 for 4.1700); exact t tails would underflow in z's working range.
 *
 * @param df degrees of freedom, positive
 * @see D. L. Wallace (1959), https://doi.org/10.1214/aoms/1177706203
 */
export function tToZ(t: number, df: number): number {
  return ((Math.sign(t) * (8 * df + 1)) / (8 * df + 3)) * Math.sqrt(df * Math.log1p((t * t) / df));
}

/**
 * F to z by Paulson's cube-root form: 4.68 for the exact 4.79 at F(7, 671) = 6.
 *
 * @param y  ratio with the distribution F(d1, d2); below zero counts as zero
 * @param d1 degrees of freedom of the numerator
 * @param d2 degrees of freedom of the denominator
 * @see E. Paulson (1942), https://doi.org/10.1214/aoms/1177731608
 */
export function fToZ(y: number, d1: number, d2: number): number {
  const root = Math.cbrt(Math.max(y, 0));
  const top = (1 - 2 / (9 * d2)) * root - (1 - 2 / (9 * d1));
  return top / Math.sqrt((2 / (9 * d2)) * root * root + 2 / (9 * d1));
}

/** Beyond this many degrees of freedom t and F are normal and chi-squared for every purpose here. */
export const MAX_FREEDOM = 1e6;

/** What a z needs to know of the reference besides its variances. */
export interface LensFreedom {
  /** 1 + memory k / R: the reference's own sampling error. */
  readonly inflation: number;
  /** max(2, R / (k memory) - 1): how many independent lens lengths the wobble was learned from. */
  readonly freedom: number;
  /**
   * Whether omega is known so well that only the wobble counts as learned. True of hundreds of hours; a few dozen daily
   * batches teach omega and wobble together with `freedom` degrees of freedom, no more.
   */
  readonly omegaKnown: boolean;
}

/**
 * @param windows reference windows R
 * @param length  windows per lens, k
 * @param memory  l^2; 1 for the atomic lens
 */
export function lensFreedom(windows: number, length: number, memory: number): LensFreedom {
  return {
    inflation: 1 + (memory * length) / windows,
    freedom: Math.max(2, windows / (length * memory) - 1),
    omegaKnown: true,
  };
}

/** For variances that are taken for granted. */
export const CERTAIN: LensFreedom = { inflation: 1, freedom: MAX_FREEDOM, omegaKnown: true };

/** The atomic lens of a calibration: R windows of one hour, or of one day with its omega learned from these few. */
export function atomicFreedom(window: AtomicWindow, windows: number): LensFreedom {
  return { ...lensFreedom(windows, 1, 1), omegaKnown: window === "hour" };
}

/**
 * z of a two-sided check: m over the sampling variance of this many rows plus the wobble the reference showed, with
 * as many degrees of freedom as the wobble's share of that variance was learned from.
 *
 * @param m      mean residual score over the lens
 * @param rows   rows in the lens, positive
 * @param omega  design effect
 * @param wobble tau^2
 */
export function twoSidedZ(m: number, rows: number, omega: number, wobble: number, lens: LensFreedom): number {
  const variance = omega / rows + wobble;
  const df = varianceFreedom(variance, wobble, lens);
  return tToZ(m / Math.sqrt(variance * lens.inflation), df);
}

/**
 * z of the one-sided shape check: D over its expected value, as an F ratio.
 *
 * @param distance     D, the chi-squared distance left after shift and spread
 * @param dimensions   d, degrees of freedom of D under independent rows
 * @param wobble       T, mean of D beyond sampling
 * @param shapeFreedom nu, degrees of freedom that D really showed in the reference, 1 to d
 */
export function oneSidedZ(
  distance: number,
  rows: number,
  dimensions: number,
  omega: number,
  wobble: number,
  shapeFreedom: number,
  lens: LensFreedom,
): number {
  const mean = (dimensions * omega) / rows + wobble;
  const df = varianceFreedom(mean, wobble, lens);
  return fToZ(distance / (mean * lens.inflation), shapeFreedom, df);
}

/** Degrees of freedom of a variance of which only the wobble (or, where omega is not known, all) was learned. */
function varianceFreedom(variance: number, wobble: number, lens: LensFreedom): number {
  if (!lens.omegaKnown) return lens.freedom;
  const ratio = variance / Math.max(wobble, 1e-12);
  return Math.min(lens.freedom * ratio * ratio, MAX_FREEDOM);
}
