import type { FeatureBaseline } from "../../src/contracts/baseline.js";
import { distinctOf } from "../../src/core/baseline/distinct-of.js";
import type { ColumnProfile } from "../../src/core/profile/profile.js";
import { type KindCounts, valuedCells } from "../../src/core/summaries/kind-counts.js";
import { sampleDeviation } from "../../src/core/summaries/moments.js";
import { type NumberState, weightedValuesOf } from "../../src/core/summaries/numbers.js";
import { quantilesOf } from "../../src/core/summaries/quantiles.js";
import { columnType, type ColumnType } from "../inspect/column-facts.js";
import { frequentValues, type FrequentValue } from "./frequent-values.js";

/** One column in the report of a profile. */
export interface ColumnReport {
  readonly name: string;
  readonly type: ColumnType;
  /** Records with a value; count + missing = records used. */
  readonly count: number;
  readonly missing: number;
  /** Cells by what they held; records that lacked the column are in none. */
  readonly kinds: KindCounts;
  /** Of the finite numbers; null without any. `sd` is null below two. */
  readonly numbers: {
    readonly mean: number;
    readonly sd: number | null;
    readonly quantiles: Readonly<Record<"min" | "p25" | "median" | "p75" | "max", number>>;
    /** Largest error of a quantile's rank as a share of the rows; 0 where quantiles are exact. */
    readonly rankError: number;
    readonly infinite: { readonly negative: number; readonly positive: number };
  } | null;
  readonly distinct: number;
  /** False where `distinct` is an estimate with a standard error of about 2 %. */
  readonly distinctExact: boolean;
  /** Most frequent first; empty for numbers too many to count one by one. */
  readonly topValues: readonly FrequentValue[];
  /** How many occurrences the counts of `topValues` may be too low by; 0 where they are exact. */
  readonly topValuesBound: number;
  /** Characters (UTF-16 code units) of the texts; null without any. */
  readonly textLengths: { readonly min: number; readonly mean: number; readonly max: number } | null;
  /** Counts on the reference's bins; null without a reference, or where the column is no feature of it. */
  readonly bins: {
    readonly bins: FeatureBaseline["bins"];
    readonly counts: readonly number[];
    readonly unseen: number;
    readonly referenceCounts: readonly number[];
  } | null;
}

/**
 * @param column profiled without bins
 * @param records in the profile
 * @param bins its counts on the bins of the reference
 */
export function columnReport(column: ColumnProfile, records: number, bins: ColumnReport["bins"]): ColumnReport {
  const { name, kinds, numbers, categories, textLengths } = column;
  const count = valuedCells(kinds);
  return {
    name,
    type: columnType(column),
    count,
    missing: records - count,
    kinds,
    numbers: numbers && numbers.moments.count > 0 ? numberReport(numbers) : null,
    distinct: distinctOf(column),
    distinctExact: !(numbers && "sketched" in numbers.values) && (categories?.distinct ?? null) === null,
    topValues: frequentValues(column),
    topValuesBound: categories?.bound ?? 0,
    textLengths: textLengths && {
      min: textLengths.min,
      mean: textLengths.total / textLengths.count,
      max: textLengths.max,
    },
    bins,
  };
}

const RANKS = [0.25, 0.5, 0.75];

function numberReport(numbers: NumberState): NonNullable<ColumnReport["numbers"]> {
  const { moments, infinite } = numbers;
  const weighted = weightedValuesOf(numbers);
  const [p25, median, p75] = quantilesOf(weighted, RANKS) as [number, number, number];
  const sd = sampleDeviation(moments);
  return {
    mean: moments.mean,
    sd: Number.isFinite(sd) ? sd : null,
    quantiles: { min: moments.min, p25, median, p75, max: moments.max },
    rankError: weighted.rankError,
    infinite,
  };
}
