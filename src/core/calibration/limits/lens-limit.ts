import { normalDensity, normalSf } from "../../probability/normal-cdf.js";

/** Independent checks of one lens: `twoSided` alarm on both sides, `oneSided` on one. Need not be whole. */
export interface CheckCount {
  readonly twoSided: number;
  readonly oneSided: number;
}

const LOWEST_LIMIT = 1;
const HIGHEST_LIMIT = 12;
const BISECTIONS = 60;

/**
 * Expected false alarms of one lens. Atomic windows are independent: evaluations times the tail. Rolling lenses of k
 * windows alarm in clusters, of which there are phi(h) h / k exp(-0.583 h sqrt(2 / k)) per evaluation.
 *
 * @param limit       z limit, h
 * @param length      windows per lens, k
 * @param evaluations evaluations in the period that the alarms are counted over
 * @see D. Siegmund (1985), Sequential Analysis, on the correction for discrete time
 */
export function expectedLensAlarms(limit: number, length: number, checks: CheckCount, evaluations: number): number {
  const perSide =
    length === 1
      ? normalSf(limit)
      : ((normalDensity(limit) * limit) / length) * Math.exp(-0.583 * limit * Math.sqrt(2 / length));
  return evaluations * perSide * (2 * checks.twoSided + checks.oneSided);
}

/**
 * The z limit at which a lens gives `budget` expected false alarms, by bisection between 1 and 12.
 *
 * @param budget expected false alarms in the period, positive
 */
export function lensLimit(budget: number, length: number, checks: CheckCount, evaluations: number): number {
  let low = LOWEST_LIMIT;
  let high = HIGHEST_LIMIT;
  for (let step = 0; step < BISECTIONS; step++) {
    const middle = (low + high) / 2;
    if (expectedLensAlarms(middle, length, checks, evaluations) > budget) low = middle;
    else high = middle;
  }
  return high;
}
