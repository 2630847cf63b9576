/**
 * Mergeable sums of scores and of their products over rows: all that correlations need. Plain JSON.
 * At most 64 features are watched, 2,080 products.
 */
export interface CoMoments {
  readonly rows: number;
  /** sum of s_i, shape [F]. */
  readonly sums: readonly number[];
  /** sum of s_i s_j for i <= j, row after row of the upper triangle: shape [F (F + 1) / 2]. */
  readonly products: readonly number[];
}

export function emptyCoMoments(features: number): CoMoments {
  return {
    rows: 0,
    sums: new Array<number>(features).fill(0),
    products: new Array<number>((features * (features + 1)) / 2).fill(0),
  };
}

/** Adds rows of scores. A missing value is given as 0, the mean, which pulls its correlations towards 0. */
export function addRows(before: CoMoments, rows: readonly ArrayLike<number>[]): CoMoments {
  const sums = [...before.sums];
  const products = [...before.products];
  for (const row of rows) {
    let at = 0;
    for (let i = 0; i < sums.length; i++) {
      const score = row[i]!;
      sums[i]! += score;
      for (let j = i; j < sums.length; j++) products[at++]! += score * row[j]!;
    }
  }
  return { rows: before.rows + rows.length, sums, products };
}

/** Sums of two sets of rows. */
export function mergeCoMoments(left: CoMoments, right: CoMoments): CoMoments {
  return {
    rows: left.rows + right.rows,
    sums: left.sums.map((sum, i) => sum + right.sums[i]!),
    products: left.products.map((product, at) => product + right.products[at]!),
  };
}

/** Correlations of two features are capped here, so that Fisher's transform stays finite. */
const LARGEST_CORRELATION = 0.999_999;

/**
 * Correlation matrix, shape [F][F]. A feature that is constant in these rows has correlation 0 with all others.
 */
export function correlationMatrix(moments: CoMoments): number[][] {
  const { rows, sums, products } = moments;
  const features = sums.length;
  const means = sums.map((sum) => sum / Math.max(rows, 1));
  const variances = means.map((mean, i) =>
    Math.max(0, products[triangleIndex(i, i, features)]! / Math.max(rows, 1) - mean * mean),
  );
  return means.map((meanI, i) =>
    means.map((meanJ, j) => {
      if (i === j) return 1;
      const scale = Math.sqrt(variances[i]! * variances[j]!);
      const product = products[triangleIndex(Math.min(i, j), Math.max(i, j), features)]!;
      if (scale < 1e-9) return 0;
      const correlation = (product / rows - meanI * meanJ) / scale;
      return Math.max(-LARGEST_CORRELATION, Math.min(LARGEST_CORRELATION, correlation));
    }),
  );
}

/** Place of (i, j), i <= j, in the row-wise upper triangle. */
function triangleIndex(i: number, j: number, features: number): number {
  return i * features - (i * (i - 1)) / 2 + (j - i);
}
