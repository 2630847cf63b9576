/**
 * Central sums of labels y, alone and with squared errors e^2, d = y - mean: what R2 and its interval are made of.
 * Merged by moving both sides to the common mean (Pebay 2008), so that labels with a large offset keep their variance.
 */
export interface LabelMoments {
  readonly count: number;
  readonly mean: number;
  /** Sums of d^2, d^3, d^4. */
  readonly d2: number;
  readonly d3: number;
  readonly d4: number;
  /** Sums of e^2, e^2 d, e^2 d^2, e^4. */
  readonly e2: number;
  readonly e2d: number;
  readonly e2d2: number;
  readonly e4: number;
}

export const NO_LABELS: LabelMoments = { count: 0, mean: 0, d2: 0, d3: 0, d4: 0, e2: 0, e2d: 0, e2d2: 0, e4: 0 };

export function labelMoments(predicted: Float64Array, actual: Float64Array, rows: number): LabelMoments {
  if (rows === 0) return NO_LABELS;
  let sum = 0;
  for (let i = 0; i < rows; i++) sum += actual[i]! / rows;
  let rest = 0;
  for (let i = 0; i < rows; i++) rest += actual[i]! - sum;
  const mean = sum + rest / rows;
  const sums = { d2: 0, d3: 0, d4: 0, e2: 0, e2d: 0, e2d2: 0, e4: 0 };
  for (let i = 0; i < rows; i++) {
    const d = actual[i]! - mean;
    const square = (predicted[i]! - actual[i]!) ** 2;
    sums.d2 += d * d;
    sums.d3 += d * d * d;
    sums.d4 += (d * d) ** 2;
    sums.e2 += square;
    sums.e2d += square * d;
    sums.e2d2 += square * d * d;
    sums.e4 += square * square;
  }
  return { count: rows, mean, ...sums };
}

export function mergeLabelMoments(a: LabelMoments, b: LabelMoments): LabelMoments {
  if (a.count === 0) return b;
  if (b.count === 0) return a;
  const count = a.count + b.count;
  const mean = a.mean + (b.mean - a.mean) * (b.count / count);
  const [left, right] = [movedTo(a, mean), movedTo(b, mean)];
  return {
    count,
    mean,
    d2: left.d2 + right.d2,
    d3: left.d3 + right.d3,
    d4: left.d4 + right.d4,
    e2: a.e2 + b.e2,
    e2d: left.e2d + right.e2d,
    e2d2: left.e2d2 + right.e2d2,
    e4: a.e4 + b.e4,
  };
}

/** The same sums about another centre; the sum of d about the mean is 0. */
function movedTo({ count, mean, d2, d3, d4, e2, e2d, e2d2, e4 }: LabelMoments, centre: number): LabelMoments {
  const by = mean - centre;
  return {
    count,
    mean: centre,
    d2: d2 + count * by ** 2,
    d3: d3 + 3 * by * d2 + count * by ** 3,
    d4: d4 + 4 * by * d3 + 6 * by ** 2 * d2 + count * by ** 4,
    e2,
    e2d: e2d + by * e2,
    e2d2: e2d2 + 2 * by * e2d + by ** 2 * e2,
    e4,
  };
}
