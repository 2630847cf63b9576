import type { RegressionState } from "../../quality/regression/regression-state.js";
import type { UnitPoint } from "./unit-chart.js";

const MOST_POINTS = 150;

/** The error below which this share of rows lies; of no row it is 0. */
export function errorQuantile({ absoluteErrors: { keys, counts }, rows }: RegressionState, share: number): number {
  let passed = 0;
  for (let i = 0; i < keys.length; i++) {
    passed += counts[0]![i]!;
    if (passed >= share * rows) return keys[i]!;
  }
  return keys.at(-1) ?? 0;
}

/**
 * Share of rows whose |prediction - label| is at most so large.
 *
 * @param scale what 1 on the x axis stands for; errors beyond are left out
 */
export function errorPoints({ absoluteErrors: { keys, counts }, rows }: RegressionState, scale: number): UnitPoint[] {
  if (rows === 0 || !(scale > 0)) return [];
  const points: UnitPoint[] = [{ x: 0, y: 0 }];
  const step = Math.max(1, Math.floor(keys.length / MOST_POINTS));
  let passed = 0;
  for (const [i, key] of keys.entries()) {
    passed += counts[0]![i]!;
    if (key > scale) break;
    if (i % step === 0 || i === keys.length - 1) points.push({ x: key / scale, y: passed / rows });
  }
  return points;
}
