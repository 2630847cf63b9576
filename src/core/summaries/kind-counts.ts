import { CellKind } from "../../contracts/records.js";

/** Cells by what they held. Exact; merging adds. */
export type KindCounts = Readonly<Record<keyof typeof CellKind, number>>;

/** @param counts cells per CellKind, shape [6] */
export function kindCountsOf(counts: ArrayLike<number>): KindCounts {
  const of = (kind: CellKind): number => counts[kind] ?? 0;
  return {
    missing: of(CellKind.missing),
    integer: of(CellKind.integer),
    fractional: of(CellKind.fractional),
    boolean: of(CellKind.boolean),
    text: of(CellKind.text),
    bigInteger: of(CellKind.bigInteger),
  };
}

/** Cells that hold a number. */
export function numericCells(kinds: KindCounts): number {
  return kinds.integer + kinds.fractional + kinds.bigInteger;
}

/** Cells that hold any value. */
export function valuedCells(kinds: KindCounts): number {
  return numericCells(kinds) + kinds.boolean + kinds.text;
}
