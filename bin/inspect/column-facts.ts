import type { SkipReason } from "../../src/contracts/baseline.js";
import type { FeatureKind } from "../../src/contracts/records.js";
import { distinctOf } from "../../src/core/baseline/distinct-of.js";
import { learnBaseline } from "../../src/core/baseline/learn.js";
import type { ColumnProfile } from "../../src/core/profile/profile.js";
import { numericCells, valuedCells } from "../../src/core/summaries/kind-counts.js";
import type { Sample } from "./read-sample.js";

export type ColumnType = "number" | "text" | "boolean" | "mixed" | "empty";

/** What a sample says of one column. */
export interface ColumnFacts {
  readonly name: string;
  readonly type: ColumnType;
  /** Null where it would be no feature. */
  readonly kind: FeatureKind | null;
  /** Why the engine would leave it out; null where it is a feature. */
  readonly skipped: SkipReason | null;
  /** Records with a value. */
  readonly valued: number;
  /** Of all records, those without a value. */
  readonly missing: number;
  readonly distinct: number;
  /** Of the numbers; null where there are none. */
  readonly range: { readonly min: number; readonly max: number; readonly mean: number } | null;
  /** Whole numbers only. */
  readonly whole: boolean;
  /** Share of its values that are times between 2000 and 2100. */
  readonly timeShare: number;
  /** Correlation with event time; null where unknown. */
  readonly trend: number | null;
}

/** Less than this share of foreign values is a matter of data quality, not of the column's type. */
const PURE_SHARE = 0.95;

/** Facts of every column of a sample, in the order of its columns. */
export function columnFacts(sample: Sample, types: Readonly<Record<string, FeatureKind>> = {}): ColumnFacts[] {
  const { profile, columns, trends } = sample;
  const baseline = learnBaseline(profile, {
    monitor: "sample",
    source: sample.places.join(", "),
    period: null,
    features: { ignore: [], types, sensitive: [] },
    prediction: [],
    hashKey: "sample",
  });
  const kinds = new Map(baseline.features.map(({ name, kind }) => [name, kind]));
  const skipped = new Map(baseline.skipped?.map(({ name, reason }) => [name, reason]));
  const profiles = new Map(profile.columns.map((column) => [column.name, column]));
  return columns.flatMap((name) => {
    const column = profiles.get(name);
    if (!column) return [];
    const kind = kinds.get(name) ?? null;
    const timeShare = sample.timeShares.get(name) ?? 0;
    return [
      {
        ...ownFacts(column, sample.records),
        kind,
        skipped: skipped.get(name) ?? null,
        timeShare,
        trend: trends.get(name) ?? null,
      },
    ];
  });
}

function ownFacts(column: ColumnProfile, records: number) {
  const { name, kinds, numbers } = column;
  const valued = valuedCells(kinds);
  const moments = numbers && numbers.moments.count > 0 ? numbers.moments : null;
  return {
    name,
    type: columnType(column),
    valued,
    missing: records - valued,
    distinct: distinctOf(column),
    range: moments && { min: moments.min, max: moments.max, mean: moments.mean },
    whole: valued > 0 && kinds.integer + kinds.bigInteger === valued,
  };
}

/** What most of a column's values are. */
export function columnType({ kinds }: Pick<ColumnProfile, "kinds">): ColumnType {
  const valued = valuedCells(kinds);
  if (valued === 0) return "empty";
  if (numericCells(kinds) >= PURE_SHARE * valued) return "number";
  if (kinds.text >= PURE_SHARE * valued) return "text";
  return kinds.boolean >= PURE_SHARE * valued ? "boolean" : "mixed";
}
