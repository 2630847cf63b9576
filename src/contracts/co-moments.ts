/**
 * Sums over rows of the scores of watched features and of their products, as whole numbers: steps of 1/32 and 1/1024. All
 * that correlations need, without a row.
 */
export interface CoMomentCounts {
  readonly rows: number;
  /** Shape [F], in the order of the watched features. */
  readonly sums: readonly number[];
  /** Of i <= j, row after row of the upper triangle: shape [F (F + 1) / 2]. */
  readonly products: readonly number[];
}
