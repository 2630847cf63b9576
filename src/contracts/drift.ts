import type { FeatureKind } from "./records.js";

/** Sorted distinct values with weights: a raw sample (weights 1) or the items of a quantile sketch. */
export interface WeightedValues {
  /** Ascending. */
  readonly values: Float64Array;
  /** Same length as `values`; sums to the number of rows it stands for. */
  readonly weights: Float64Array;
  /** Largest error of a rank divided by rows; 0 for a raw sample. */
  readonly rankError: number;
}

/** One side of a comparison: what a feature's values look like in the reference or in the current window. */
export interface FeatureSample {
  readonly kind: FeatureKind;
  /** Records with a value (not missing), unseen ones included. */
  readonly rows: number;
  readonly missing: number;
  /** Rows per bin of the baseline (quantile bins, or categories with `rest` last); the same bins on both sides. */
  readonly binCounts: readonly number[];
  /** Rows whose category the baseline has never seen; they are in no bin. 0 for numeric features. */
  readonly unseen: number;
  /** Numeric features only. */
  readonly numeric?: {
    readonly mean: number;
    /** Standard deviation with n - 1; NaN below two rows. */
    readonly sd: number;
    readonly values: WeightedValues;
  };
}

export interface MetricScore {
  readonly value: number;
  /** Two-sided unless the metric says otherwise; null where no p-value is defined. */
  readonly pValue: number | null;
}

/** A drift metric is data plus one pure function. It accepts both kinds that it names and nothing else. */
export interface DriftMetric {
  /** Id in configuration, storage and on the command line, e.g. `jensen-shannon`. */
  readonly name: string;
  /** For people, e.g. `Jensen-Shannon distance (base 2)`. */
  readonly title: string;
  readonly appliesTo: readonly FeatureKind[];
  /**
   * What it looks at: `bins` (counts per bin and unseen rows) and `missing` (rows and missing) add up over hours, so
   * short windows can be pooled; `values` (moments, ordered values) are judged one window at a time.
   */
  readonly reads: "bins" | "missing" | "values";
  /** What larger values mean: all metrics grow with drift; a `p-value` metric is judged by its p-value instead. */
  readonly judgedBy: "value" | "p-value";
  /** Drift is found at value >= threshold (or p-value <= threshold). */
  readonly defaultThreshold: number;
  /** Fewest rows in the current window (missing ones included where it reads `missing`) for the default threshold. */
  readonly minimumRows: number;
  /** @throws InsufficientDataError when either side has no rows (or too few for the formula) */
  score(reference: FeatureSample, current: FeatureSample): MetricScore;
}
