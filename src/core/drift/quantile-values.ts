import type { FeatureBaseline } from "../../contracts/baseline.js";
import type { WeightedValues } from "../../contracts/drift.js";
import { mergeTies } from "./weighted-values.js";

type NumericBaseline = Pick<NonNullable<FeatureBaseline["numeric"]>, "quantiles" | "mean" | "rankError">;

/** Values that stand for the rows between two neighbouring quantiles; more beyond the outermost, where they spread far. */
const POINTS_PER_STEP = 4;
const POINTS_PER_TAIL = 16;

/** Mean excess of a tail over its inner quantile, as a part of the way to the extreme value. */
const EXCESS_BOUNDS = { least: 0.001, most: 0.5 } as const;
const EULER_GAMMA = 0.5772;

/**
 * Weighted values that stand for a distribution known by equally spaced quantiles (0 %, 1 %, ... 100 %) and its mean.
 *
 * Between inner quantiles the rows are spread evenly. Beyond the outermost two they are spread as q + g u^e, u even in (0, 1), g the
 * way to the extreme value: an even spread would give a heavy tail's last percent many times its true weight in a mean or
 * a Wasserstein distance. The exponent e is that of exponential tails, whose mean excess over q is g / (ln k + 0.577) for k rows;
 * the longer tail's is then set so that the whole has the known mean.
 *
 * The distribution function is off by at most one step (1 % for 101 quantiles) besides the rank error of the sketch that they were
 * read from, and hardly at all where the rows do lie evenly.
 *
 * @param wholeNumbers whether only whole numbers may come out
 */
export function quantileValues(known: NumericBaseline, rows: number, wholeNumbers: boolean): WeightedValues {
  const { quantiles, rankError } = known;
  const steps = quantiles.length - 1;
  if (steps < 3 || quantiles[0] === quantiles[steps]) {
    return mergeTies(quantiles, new Array<number>(quantiles.length).fill(rows / quantiles.length), rankError);
  }
  const excess = tailExcess(known, rows / steps);
  const points = [
    ...tail(quantiles[1]!, quantiles[0]!, excess.low).reverse(),
    ...evenPoints(quantiles.slice(1, -1)),
    ...tail(quantiles[steps - 1]!, quantiles[steps]!, excess.high),
  ].map(wholeNumbers ? Math.round : (value) => value);
  const weights = points.map((_, i) => {
    const inTail = i < POINTS_PER_TAIL || i >= points.length - POINTS_PER_TAIL;
    return rows / steps / (inTail ? POINTS_PER_TAIL : POINTS_PER_STEP);
  });
  return mergeTies(points, weights, rankError + 1 / steps);
}

function evenPoints(quantiles: readonly number[]): number[] {
  return quantiles.slice(1).flatMap((high, i) => {
    const low = quantiles[i]!;
    return Array.from({ length: POINTS_PER_STEP }, (_, k) => low + ((k + 0.5) / POINTS_PER_STEP) * (high - low));
  });
}

/** From the inner quantile outwards. @param excess mean excess as a part of the way, 1 / (e + 1) */
function tail(inner: number, extreme: number, excess: number): number[] {
  const exponent = 1 / excess - 1;
  return Array.from(
    { length: POINTS_PER_TAIL },
    (_, k) => inner + (extreme - inner) * ((k + 0.5) / POINTS_PER_TAIL) ** exponent,
  );
}

function tailExcess({ quantiles, mean }: NumericBaseline, tailRows: number): { low: number; high: number } {
  const steps = quantiles.length - 1;
  const usual = bounded(1 / (Math.log(Math.max(1, tailRows)) + EULER_GAMMA));
  const ways = { low: quantiles[1]! - quantiles[0]!, high: quantiles[steps]! - quantiles[steps - 1]! };
  const inner = quantiles.slice(1, -1);
  const middle = inner.reduce((sum, quantile) => sum + quantile, 0) - (inner[0]! + inner.at(-1)!) / 2;
  const tails = inner[0]! - usual * ways.low + inner.at(-1)! + usual * ways.high;
  // In units of one step's rows, as the sums above are.
  const lacking = mean * steps - middle - tails;
  if (ways.high >= ways.low) return { low: usual, high: bounded(usual + lacking / ways.high) };
  return { low: bounded(usual - lacking / ways.low), high: usual };
}

const bounded = (excess: number): number => Math.min(EXCESS_BOUNDS.most, Math.max(EXCESS_BOUNDS.least, excess));
