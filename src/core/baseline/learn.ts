import type { Baseline, FeatureBaseline, SkippedColumn, SkipReason } from "../../contracts/baseline.js";
import type { FeatureKind } from "../../contracts/records.js";
import { BinsMismatchError } from "../profile/bins-identity.js";
import { keyedHash, type KeyedHash } from "../profile/keyed-hash.js";
import type { ColumnProfile, Profile } from "../profile/profile.js";
import { numericCells, valuedCells, type KindCounts } from "../summaries/kind-counts.js";
import { sampleDeviation, type Moments } from "../summaries/moments.js";
import { weightedValuesOf, type NumberState } from "../summaries/numbers.js";
import { quantilesOf } from "../summaries/quantiles.js";
import { contentHash } from "./content-hash.js";
import { distinctOf } from "./distinct-of.js";
import { DEFAULT_CATEGORICAL_MAX_DISTINCT, type LearnOptions } from "./learn-options.js";
import { countWeighted, numericEdges } from "./numeric-bins.js";
import { categoryFloor, referenceCategories } from "./reference-categories.js";
import { skipReason } from "./skip-reason.js";

/** A column with at least this share of numbers among its values is numeric; other values in it are faults. */
const NUMERIC_SHARE = 0.95;
const QUANTILE_RANKS = Array.from({ length: 101 }, (_, i) => i / 100);

/**
 * Learns what is normal from the profile of a reference: bins, counts, types and quantiles of every column that is a
 * feature, and which columns are none.
 *
 * The version is a hash of what was learned from and of the bins, not of the counts, so that exact counts on the same
 * bins (`recount`) make no new version.
 *
 * @param merged a learning profile (no bins) of the whole reference
 * @throws BinsMismatchError for a profile on bins, which no longer holds the values that bins are learned from
 */
export function learnBaseline(merged: Profile, options: LearnOptions): Baseline {
  if (merged.binsId !== null) throw new BinsMismatchError(null, merged.binsId);
  const hash = keyedHash(options.hashKey);
  const features: FeatureBaseline[] = [];
  const skipped: SkippedColumn[] = [];
  for (const column of merged.columns) {
    const { name } = column;
    const declared = declaredKind(name, options);
    const kind = declared ?? inferredKind(column, options);
    const reason = options.features.ignore.includes(name)
      ? "ignored"
      : skipReason(column, kind, declared !== undefined);
    if (reason && !isKept(reason, kind, options)) skipped.push({ name, reason });
    else features.push(learnFeature(column, kind, merged.records, options, hash));
  }
  const { monitor, source, period } = options;
  const known = { monitor, source, period, records: merged.records, rejected: merged.rejects.total };
  const shape = features.map(({ name, role, kind, bins }) => ({ name, role, kind, bins }));
  return { ...known, version: contentHash({ ...known, shape, skipped }), features, skipped };
}

/** Of numbers, some finite one is needed to learn bins from. */
function isKept(reason: SkipReason, kind: FeatureKind, { keepConstant }: LearnOptions): boolean {
  if (keepConstant !== true) return false;
  return reason === "constant" || (reason === "all-missing" && kind === "categorical");
}

/** Columns may be named like properties of every object, `constructor` for one. */
function declaredKind(name: string, { features: { types } }: LearnOptions): FeatureKind | undefined {
  return Object.hasOwn(types, name) ? types[name] : undefined;
}

/** Numbers are numeric unless they are few different ones; texts and booleans are categories. */
function inferredKind(column: ColumnProfile, options: LearnOptions): FeatureKind {
  const { kinds } = column;
  if (numericCells(kinds) === 0 || numericCells(kinds) < NUMERIC_SHARE * valuedCells(kinds)) return "categorical";
  const most = options.categoricalMaxDistinct ?? DEFAULT_CATEGORICAL_MAX_DISTINCT;
  return column.numbers && distinctOf(column) > most ? "numeric" : "categorical";
}

function learnFeature(
  column: ColumnProfile,
  kind: FeatureKind,
  records: number,
  options: LearnOptions,
  hash: KeyedHash,
): FeatureBaseline {
  const { name, kinds, numbers } = column;
  const common = {
    name,
    role: options.prediction.includes(name) ? "prediction" : "feature",
    kind,
    types: typesOf(kinds),
    distinct: distinctOf(column),
  } as const;
  if (kind === "categorical" || !numbers) {
    const rows = valuedCells(kinds);
    const sensitive = options.features.sensitive.includes(name);
    const counted = referenceCategories(column, categoryFloor(options.medianWindowRows), sensitive, hash);
    const leftOut = options.leftOut?.get(name);
    return { ...common, ...counted, rows, missing: records - rows, ...(leftOut && { leftOut }) };
  }
  const rows = numericCells(kinds);
  return { ...common, ...learnNumbers(numbers), rows, missing: records - rows };
}

function learnNumbers(numbers: NumberState): Pick<FeatureBaseline, "bins" | "binCounts" | "numeric"> {
  const { moments, infinite } = numbers;
  const weighted = weightedValuesOf(numbers);
  const edges = numericEdges(weighted);
  const binCounts = countWeighted(weighted, edges);
  binCounts[0]! += infinite.negative;
  binCounts[edges.length]! += infinite.positive;
  const inner = quantilesOf(weighted, QUANTILE_RANKS).slice(1, -1);
  return {
    bins: { kind: "numeric", edges },
    binCounts,
    numeric: {
      mean: moments.mean,
      sd: storableDeviation(moments),
      min: moments.min,
      max: moments.max,
      quantiles: [moments.min, ...inner, moments.max],
      rankError: weighted.rankError,
    },
  };
}

/** JSON holds neither NaN nor infinity: one row deviates by 0, data at the limits of a double by the largest one. */
function storableDeviation(moments: Moments): number {
  return moments.count < 2 ? 0 : Math.min(sampleDeviation(moments), Number.MAX_VALUE);
}

/** Cells by type as the baseline stores them; whole numbers beyond 2^53 are integers. */
export function typesOf(kinds: KindCounts): FeatureBaseline["types"] {
  const { integer, bigInteger, fractional, boolean, text } = kinds;
  return { integer: integer + bigInteger, fractional, boolean, text };
}
