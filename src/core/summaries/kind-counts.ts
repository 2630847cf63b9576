import { CellKind } from "../../contracts/records.js";

/** Cells by what they held. Exact; merging adds. */
export type KindCounts = Readonly<Record<keyof typeof CellKind, number>>;

const NAMES = Object.keys(CellKind) as (keyof typeof CellKind)[];

/** @param counts cells per CellKind, shape [6] */
export function kindCountsOf(counts: ArrayLike<number>): KindCounts {
  return Object.fromEntries(NAMES.map((name) => [name, counts[CellKind[name]] ?? 0])) as KindCounts;
}

/** Cells that hold a number. */
export function numericCells(kinds: KindCounts): number {
  return kinds.integer + kinds.fractional + kinds.bigInteger;
}

/** Cells that hold any value. */
export function valuedCells(kinds: KindCounts): number {
  return numericCells(kinds) + kinds.boolean + kinds.text;
}
