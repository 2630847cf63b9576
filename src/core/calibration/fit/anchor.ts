import { CalibrationInputError } from "../calibration-errors.js";
import { binFloor, mergeBins } from "../scores/bin-merge.js";
import { scoreBasis } from "../scores/score-basis.js";
import { smoothedShares, writeScores } from "../scores/window-scores.js";
import type { FeatureCalibration, ReferenceFeature, TypicalRows } from "../types.js";
import { emptyLensTable, type LensTable } from "./lens-table.js";
import { quantileOf } from "./quantile.js";
import type { WindowClock } from "./window-clock.js";

/** The level that a feature is compared with; a refit keeps it and learns everything else anew. */
export type FeatureAnchor = Pick<FeatureCalibration, "mergedBin" | "shares" | "basis" | "rows" | "missing" | "unseen">;

/** @throws CalibrationInputError when a column's length or a count is impossible */
export function checkReferenceFeature(feature: ReferenceFeature, windows: number): void {
  const lengths = { counts: feature.counts.length, missing: feature.missing.length, unseen: feature.unseen.length };
  for (const [column, length] of Object.entries(lengths)) {
    if (length !== windows) {
      throw new CalibrationInputError(`${column} of reference feature ${feature.name}`, `${windows} windows`, length);
    }
  }
  const bins = feature.counts[0]?.length ?? 0;
  for (let i = 0; i < windows; i++) {
    const counts = feature.counts[i]!;
    if (counts.length !== bins) {
      throw new CalibrationInputError(
        `window ${i} of reference feature ${feature.name}`,
        `${bins} bins`,
        counts.length,
      );
    }
    checkCounts(feature.name, [...Array.from(counts), feature.missing[i]!, feature.unseen[i]!]);
  }
}

/** @throws CalibrationInputError when a count is negative or not finite */
export function checkCounts(feature: string, counts: readonly number[]): void {
  const wrong = counts.find((count) => !(count >= 0 && count < Infinity));
  if (wrong !== undefined) throw new CalibrationInputError(`counts of feature ${feature}`, "finite counts >= 0", wrong);
}

/** Level, bins and basis from the reference's totals. @param typical median rows, for the smallest bin */
export function anchorOf(feature: ReferenceFeature, typical: TypicalRows): FeatureAnchor {
  const fineTotals = new Array<number>(feature.counts[0]?.length ?? 0).fill(0);
  let missing = 0;
  let unseen = 0;
  feature.counts.forEach((counts, i) => {
    for (let b = 0; b < fineTotals.length; b++) fineTotals[b]! += counts[b]!;
    missing += feature.missing[i]!;
    unseen += feature.unseen[i]!;
  });
  const mergedBin = mergeBins(feature.kind, fineTotals, binFloor(typical.atomic, typical.day));
  const shares = smoothedShares(mergeCounts(mergedBin, fineTotals));
  return {
    mergedBin,
    shares,
    basis: feature.kind === "numeric" ? scoreBasis(shares) : [],
    rows: fineTotals.reduce((sum, count) => sum + count, 0),
    missing,
    unseen,
  };
}

/** Rows per merged bin. */
export function mergeCounts(mergedBin: readonly number[], counts: ArrayLike<number>): number[] {
  const merged = new Array<number>(Math.max(-1, ...mergedBin) + 1).fill(0);
  for (let b = 0; b < mergedBin.length; b++) merged[mergedBin[b]!]! += counts[b]!;
  return merged;
}

/** Rates of missing values among all rows, and of unseen ones among rows with a value. */
export function anchorRates(anchor: FeatureAnchor): { missingRate: number; unseenRate: number } {
  const present = anchor.rows + anchor.unseen;
  return {
    missingRate: anchor.missing / Math.max(present + anchor.missing, 1),
    unseenRate: anchor.unseen / Math.max(present, 1),
  };
}

/** Median rows of windows that have any, and of the local days they lie in. */
export function typicalRows(rows: ArrayLike<number>, clock: WindowClock): TypicalRows {
  const days = new Float64Array(clock.days);
  for (let i = 0; i < clock.windows; i++) days[clock.dayIndex[i]!]! += rows[i]!;
  const median = (values: Float64Array): number => (values.length === 0 ? 0 : quantileOf(values, 0.5));
  return {
    atomic: median(Float64Array.from(rows).filter((n) => n > 0)),
    day: median(days.filter((n) => n > 0)),
  };
}

/** Scores of every window against the anchor, before the season is taken off. */
export function scoreWindows(feature: ReferenceFeature, anchor: FeatureAnchor): LensTable {
  const bins = anchor.shares.length;
  const windows = feature.counts.length;
  const table = emptyLensTable(windows, bins + 2);
  const level = { shares: anchor.shares, ...anchorRates(anchor) };
  const merged = new Float64Array(bins);
  for (let i = 0; i < windows; i++) {
    const counts = feature.counts[i]!;
    merged.fill(0);
    for (let b = 0; b < counts.length; b++) {
      merged[anchor.mergedBin[b]!]! += counts[b]!;
      table.rows[i]! += counts[b]!;
    }
    table.missing[i] = feature.missing[i]!;
    table.unseen[i] = feature.unseen[i]!;
    table.unseenOf[i] = table.rows[i]! + table.unseen[i]!;
    table.missingOf[i] = table.unseenOf[i]! + table.missing[i]!;
    const rows = {
      missing: table.missing[i]!,
      missingOf: table.missingOf[i]!,
      unseen: table.unseen[i]!,
      unseenOf: table.unseenOf[i]!,
    };
    writeScores(level, merged, rows, table.residuals, i * table.columns);
  }
  return table;
}
