import { mergeMoments, type Moments, momentsOf, NO_MOMENTS, sampleVariance } from "../summaries/moments.js";
import { boundedInterval, normalInterval } from "./interval.js";
import { type Measured, measured, undefinedBecause } from "./measured.js";

/** One loss over all rows. */
export interface LossMoments {
  readonly moments: Moments;
  /** Rows for which the loss has no finite value. */
  readonly undefinedRows: number;
}

/** Moments by metric name. */
export type Losses = Readonly<Record<string, LossMoments>>;

/** The first `rows` losses; those that aren't finite are counted apart. Reorders `values`. */
export function lossMoments(values: Float64Array, rows: number): LossMoments {
  let kept = 0;
  for (let i = 0; i < rows; i++) {
    const value = values[i]!;
    // -0 would not survive storage as JSON.
    if (Number.isFinite(value)) values[kept++] = value + 0;
  }
  return { moments: momentsOf(values, kept), undefinedRows: rows - kept };
}

/** A loss that one side has not counted, because another engine wrote it, is left out: half a mean is a wrong number. */
export function mergeLosses(a: Losses, b: Losses): Losses {
  const shared = Object.keys(a).filter((name) => name in b);
  return Object.fromEntries(shared.map((name) => [name, mergeLoss(a[name]!, b[name]!)]));
}

export function mergeLoss(a: LossMoments, b: LossMoments): LossMoments {
  return { moments: mergeMoments(a.moments, b.moments), undefinedRows: a.undefinedRows + b.undefinedRows };
}

export const NO_LOSS: LossMoments = { moments: NO_MOMENTS, undefinedRows: 0 };

/**
 * Mean of a loss over all rows, with mean +- 1.96 sqrt(omega s^2 / n).
 *
 * @param range of the loss where it is bounded: the interval then stays inside
 * @param why   what makes a loss undefined for a row: `their label is 0`
 */
export function meanLoss(
  losses: Losses,
  name: string,
  omega: number,
  {
    range,
    why = "their loss is not finite",
  }: { readonly range?: readonly [number, number]; readonly why?: string } = {},
): Measured {
  const loss = losses[name];
  if (!loss) return undefinedBecause("it was not counted for all of these rows");
  const { moments, undefinedRows } = loss;
  if (undefinedRows > 0) return undefinedBecause(`${undefinedRows} rows have no value: ${why}`);
  if (moments.count === 0) return undefinedBecause("no row is labelled");
  const variance = (omega * sampleVariance(moments)) / moments.count;
  if (!range) return measured(moments.mean, normalInterval(moments.mean, variance));
  const known = Number.isFinite(variance) ? variance : 0;
  return measured(moments.mean, boundedInterval(moments.mean, known, moments.count / omega, range));
}
