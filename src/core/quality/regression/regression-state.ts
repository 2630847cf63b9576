import { type Losses, mergeLosses } from "../losses.js";
import { mergeTallies, type Tally } from "../tally.js";
import { type LabelMoments, mergeLabelMoments } from "./label-moments.js";

/** Sums of |label| beside |error|, for errors as a share of the labels' total. */
export interface SizeSums {
  readonly absoluteLabels: number;
  readonly squaredLabels: number;
  readonly absoluteErrors: number;
  readonly squaredErrors: number;
  /** Sum of |label| |error|. */
  readonly products: number;
}

/** What the labelled rows of a regression leave behind. Exact, but for the median beyond the tally's limit. */
export interface RegressionState {
  readonly task: "regression";
  readonly rows: number;
  readonly labels: LabelMoments;
  readonly sizes: SizeSums;
  /** Rows by |prediction - label|; one counter. */
  readonly absoluteErrors: Tally;
  readonly largestError: number;
  readonly losses: Losses;
}

export function mergeRegression(a: RegressionState, b: RegressionState): RegressionState {
  if (a.rows === 0) return b;
  if (b.rows === 0) return a;
  return {
    task: "regression",
    rows: a.rows + b.rows,
    labels: mergeLabelMoments(a.labels, b.labels),
    sizes: mergeSizes(a.sizes, b.sizes),
    absoluteErrors: mergeTallies(a.absoluteErrors, b.absoluteErrors),
    largestError: Math.max(a.largestError, b.largestError),
    losses: mergeLosses(a.losses, b.losses),
  };
}

export function mergeSizes(a: SizeSums, b: SizeSums): SizeSums {
  return {
    absoluteLabels: a.absoluteLabels + b.absoluteLabels,
    squaredLabels: a.squaredLabels + b.squaredLabels,
    absoluteErrors: a.absoluteErrors + b.absoluteErrors,
    squaredErrors: a.squaredErrors + b.squaredErrors,
    products: a.products + b.products,
  };
}

export const NO_SIZES: SizeSums = {
  absoluteLabels: 0,
  squaredLabels: 0,
  absoluteErrors: 0,
  squaredErrors: 0,
  products: 0,
};
