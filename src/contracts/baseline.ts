import type { FeatureKind } from "./records.js";

/** Numeric bins by their inner edges: bin i holds edges[i-1] < x <= edges[i]; the outer bins are open. */
export interface NumericBins {
  readonly kind: "numeric";
  /** Ascending, distinct; B bins have B - 1 edges. */
  readonly edges: readonly number[];
}

/** Categorical bins: one per kept category, `rest` last. */
export interface CategoricalBins {
  readonly kind: "categorical";
  /** Names or keyed hashes of the categories with a bin of their own, most frequent first. */
  readonly categories: readonly string[];
  /** Known categories that are counted in `rest`; a value in neither list is unseen. */
  readonly rest: readonly string[];
  /** True when the reference had more categories than it could list: unseen can't be told from rare then. */
  readonly overflow: boolean;
}

export type FeatureBins = NumericBins | CategoricalBins;

/** A feature is model input; the prediction is the model's output, checked the same way and ranked first. */
export type FeatureRole = "feature" | "prediction";

/** What the reference says of one feature: one DynamoDB item. Counts are rows. */
export interface FeatureBaseline {
  readonly name: string;
  readonly role: FeatureRole;
  readonly kind: FeatureKind;
  readonly bins: FeatureBins;
  /** Rows per bin, shape [B] ([categories + 1] for categorical bins). */
  readonly binCounts: readonly number[];
  readonly rows: number;
  readonly missing: number;
  /** Cells by what they held: integer, fractional, boolean, text. */
  readonly types: Readonly<Record<"integer" | "fractional" | "boolean" | "text", number>>;
  readonly distinct: number;
  /**
   * Categorical features of a timestamped reference: rows per window (by its first hour) whose category no other week of the reference had (no
   * other day, below two weeks). What a reference can say of how often new categories come up. Hours without are left out.
   */
  readonly leftOut?: readonly (readonly [hour: number, rows: number])[];
  /** Numeric features: moments and 101 quantiles (0 %, 1 %, ... 100 %) with the sketch's rank error. */
  readonly numeric?: {
    readonly mean: number;
    readonly sd: number;
    readonly min: number;
    readonly max: number;
    readonly quantiles: readonly number[];
    readonly rankError: number;
  };
}

/** Why a column of the reference is no feature. */
export type SkipReason = "ignored" | "all-missing" | "constant" | "id-like";

/** A column of the reference that is not monitored; windows may hold it without being told of a new column. */
export interface SkippedColumn {
  readonly name: string;
  readonly reason: SkipReason;
}

/** Versioned, stored result of learning from a reference. */
export interface Baseline {
  readonly monitor: string;
  /** Hash of content: the same reference learned the same way has the same version. */
  readonly version: string;
  /** What it was learned from, for people: an object URL or a period. */
  readonly source: string;
  /** Reference period for timestamped captures, epoch milliseconds [from, to). */
  readonly period: { readonly fromMs: number; readonly toMs: number } | null;
  readonly records: number;
  readonly rejected: number;
  /** Sorted by name. */
  readonly features: readonly FeatureBaseline[];
  /** Columns of the reference that are no features, sorted by name. Absent where that is not known. */
  readonly skipped?: readonly SkippedColumn[];
}
