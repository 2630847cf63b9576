import type { SkipReason } from "../../contracts/baseline.js";
import type { FeatureKind } from "../../contracts/records.js";
import type { ColumnProfile } from "../profile/profile.js";
import { numericCells, valuedCells } from "../summaries/kind-counts.js";
import { distinctOf } from "./distinct-of.js";

/** Below this many values, all of them being different says nothing. */
const LEAST_ROWS = 50;
/** Distinct counts are estimates: this share of the values counts as all of them. */
const NEARLY_ALL = 0.9;
/** Running numbers fill their range; measured whole numbers spread over a wider one. */
const DENSEST_RANGE = 2;

/**
 * Why a column is no feature; null where it is one.
 *
 * @param declared kind that the configuration gives it, which settles that it is no id
 */
export function skipReason(column: ColumnProfile, kind: FeatureKind, declared: boolean): SkipReason | null {
  const usable = kind === "numeric" ? (column.numbers?.moments.count ?? 0) : valuedCells(column.kinds);
  if (usable === 0) return "all-missing";
  if (distinctOf(column) === 1) return "constant";
  return !declared && isIdLike(column) ? "id-like" : null;
}

/**
 * True for texts that are nearly all different, whole numbers beyond 2^53 that are, and whole numbers that are and
 * fill their range as running numbers do. Other whole numbers may be amounts; people are asked about them.
 */
function isIdLike(column: ColumnProfile): boolean {
  const { kinds, numbers } = column;
  const rows = valuedCells(kinds);
  if (rows < LEAST_ROWS || distinctOf(column) < NEARLY_ALL * rows) return false;
  if (kinds.text > rows / 2 || kinds.bigInteger > rows / 2) return true;
  if (kinds.integer < rows || !numbers) return false;
  const { min, max } = numbers.moments;
  return max - min < DENSEST_RANGE * numericCells(kinds);
}
