import type { LensWindow } from "../scores/check-score.js";
import type { WindowEvidence } from "../types.js";

/**
 * One feature's evidence summed over windows: rows add up, residuals are their row-weighted mean (missing and unseen
 * scores weighted by the rows that they are rates of).
 *
 * @param feature index in the calibration
 * @param columns B + 2
 */
export function sumWindows(windows: readonly WindowEvidence[], feature: number, columns: number): LensWindow {
  const bins = columns - 2;
  const sums = new Float64Array(columns);
  let rows = 0;
  let missing = 0;
  let unseen = 0;
  for (const window of windows) {
    const evidence = window.features[feature];
    if (evidence === null || evidence === undefined) continue;
    const { residuals } = evidence;
    const present = evidence.rows + evidence.unseen;
    for (let b = 0; b < bins; b++) sums[b]! += evidence.rows * residuals[b]!;
    sums[bins]! += (present + evidence.missing) * residuals[bins]!;
    sums[bins + 1]! += present * residuals[bins + 1]!;
    rows += evidence.rows;
    missing += evidence.missing;
    unseen += evidence.unseen;
  }
  const unseenOf = rows + unseen;
  const missingOf = unseenOf + missing;
  for (let b = 0; b < bins; b++) sums[b]! /= Math.max(rows, 1);
  sums[bins]! /= Math.max(missingOf, 1);
  sums[bins + 1]! /= Math.max(unseenOf, 1);
  return { rows, missing, missingOf, unseen, unseenOf, residuals: sums, at: 0 };
}
