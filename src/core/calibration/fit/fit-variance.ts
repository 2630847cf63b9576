import { winsorised } from "./quantile.js";

/** E[score^2] = omega / n + wobble. */
export interface VarianceFit {
  /** Design effect. */
  readonly omega: number;
  /** Natural wobble, tau^2. */
  readonly wobble: number;
}

const ITERATIONS = 4;

/**
 * Design effect and natural wobble of a score from its squares in windows of different size: weighted least squares of
 * y = n score^2 on n, weights 1 / (omega + wobble n)^2, four iterations, within omega >= floor and wobble >= 0.
 * y is cut at its 99.5 % quantile.
 *
 * @param squares squared scores, shape [windows], not empty
 * @param rows    rows per window, positive
 * @param floor   smallest design effect: 1, independent rows
 */
export function fitVariance(squares: Float64Array, rows: Float64Array, floor = 1): VarianceFit {
  const products = squares.map((square, i) => square * rows[i]!);
  const mean = products.reduce((sum, y) => sum + y, 0) / products.length;
  // What never varied and may vary by nothing has no weights to be fitted with.
  if (mean === 0 && floor === 0) return { omega: 0, wobble: 0 };
  const y = winsorised(products);
  let fit: VarianceFit = { omega: Math.max(floor, mean), wobble: 0 };
  for (let iteration = 0; iteration < ITERATIONS; iteration++) fit = reweighted(y, rows, fit, floor);
  return fit;
}

function reweighted(y: Float64Array, rows: Float64Array, before: VarianceFit, floor: number): VarianceFit {
  let sw = 0;
  let sx = 0;
  let sy = 0;
  let sxx = 0;
  let sxy = 0;
  for (let i = 0; i < y.length; i++) {
    const n = rows[i]!;
    const weight = 1 / (before.omega + before.wobble * n) ** 2;
    sw += weight;
    sx += weight * n;
    sy += weight * y[i]!;
    sxx += weight * n * n;
    sxy += weight * n * y[i]!;
  }
  const determinant = sw * sxx - sx * sx;
  // Windows of one size can't tell omega from wobble: then omega is the floor and the rest is wobble.
  const telling = determinant > 1e-9 * sw * sxx;
  let omega = telling ? (sxx * sy - sx * sxy) / determinant : floor;
  let wobble = telling ? (sw * sxy - sx * sy) / determinant : (sy / sw - floor) / (sx / sw);
  if (wobble < 0) {
    wobble = 0;
    omega = Math.max(floor, sy / sw);
  }
  if (omega < floor) {
    omega = floor;
    wobble = Math.max(0, (sy - omega * sw) / sx);
  }
  return { omega, wobble };
}
