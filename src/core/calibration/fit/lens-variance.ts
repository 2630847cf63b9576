import type { CheckName } from "../types.js";
import { checkAmount, checkRows, type FeatureModel, shapeDimensions } from "../scores/check-score.js";
import { fitVariance, type VarianceFit } from "./fit-variance.js";
import { type LensTable, lensWindow } from "./lens-table.js";
import { winsorised } from "./quantile.js";

/** Squares (two-sided checks) or D (shape) with their rows, of the windows that have rows. */
export interface CheckSample {
  readonly squares: Float64Array;
  readonly rows: Float64Array;
}

export function checkSample(model: FeatureModel, check: CheckName, table: LensTable): CheckSample {
  const squares: number[] = [];
  const rows: number[] = [];
  for (let i = 0; i < table.windows; i++) {
    const window = lensWindow(table, i);
    const n = checkRows(check, window);
    if (n <= 0) continue;
    const amount = checkAmount(model, check, window);
    squares.push(check === "shape" ? amount : amount * amount);
    rows.push(n);
  }
  return { squares: Float64Array.from(squares), rows: Float64Array.from(rows) };
}

/** omega and wobble of one check in atomic windows; for shape the wobble is that of D (d times the one per dimension). */
export function atomicVariance(model: FeatureModel, check: CheckName, sample: CheckSample): VarianceFit {
  if (sample.rows.length === 0) return { omega: 1, wobble: 0 };
  if (check !== "shape") return fitVariance(sample.squares, sample.rows);
  const dimensions = shapeDimensions(model);
  const perDimension = fitVariance(
    sample.squares.map((distance) => distance / dimensions),
    sample.rows,
  );
  return { omega: perDimension.omega, wobble: perDimension.wobble * dimensions };
}

/**
 * Wobble that is left in a longer lens: the mean of its (winsorised) squares beyond omega / n. Not fitted by windows
 * of different size, because rolling lenses hardly differ in size.
 */
export function lensWobble(model: FeatureModel, check: CheckName, omega: number, sample: CheckSample): number {
  if (sample.rows.length === 0) return 0;
  const scale = check === "shape" ? shapeDimensions(model) * omega : omega;
  // D is not winsorised: its mean is what the F ratio is taken against.
  const values = check === "shape" ? sample.squares : winsorised(sample.squares);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! - scale / sample.rows[i]!;
  return Math.max(0, sum / values.length);
}

/**
 * nu: the degrees of freedom with which D varied in the reference, min(2 / var(Y), 8 / skew(Y)^2) for
 * Y = D / E[D] (a chi-squared of nu degrees over nu has variance 2 / nu and skewness sqrt(8 / nu)), from 1 to d.
 *
 * @param bySkewness whether the skewness counts too
 */
export function shapeFreedom(
  model: FeatureModel,
  omega: number,
  wobble: number,
  sample: CheckSample,
  bySkewness: boolean,
): number {
  const dimensions = shapeDimensions(model);
  if (sample.rows.length === 0) return dimensions;
  const ratios = sample.squares.map((distance, i) => distance / ((dimensions * omega) / sample.rows[i]! + wobble));
  let freedom = 2 / Math.max(momentsOf(winsorised(ratios)).variance, 1e-9);
  const { skewness } = momentsOf(ratios);
  if (bySkewness && skewness > 0) freedom = Math.min(freedom, 8 / skewness ** 2);
  return Math.min(dimensions, Math.max(1, freedom));
}

/** Population variance and skewness. */
function momentsOf(values: Float64Array): { variance: number; skewness: number } {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let second = 0;
  let third = 0;
  for (const value of values) {
    const difference = value - mean;
    second += difference * difference;
    third += difference * difference * difference;
  }
  const variance = second / values.length;
  return { variance, skewness: third / values.length / Math.max(Math.sqrt(variance), 1e-9) ** 3 };
}
