import type { Severity } from "../../../contracts/verdict.js";

/** Lower ends of medium, high and critical, in reference standard deviations (about PSI 0.01, 0.06 and 0.25). */
const SEVERITY_FROM = [
  ["critical", 0.5],
  ["high", 0.25],
  ["medium", 0.1],
] as const;

/** How bad a change of this size is. A change below the effect gate never alarms, whatever its severity. */
export function severityOf(effect: number): Severity {
  return SEVERITY_FROM.find(([, from]) => effect >= from)?.[0] ?? "low";
}

/**
 * Effect of the shape check on the scale of the others: sqrt of the chi-squared distance beyond what sampling gives.
 *
 * @param distance   D
 * @param dimensions d
 */
export function shapeEffect(distance: number, dimensions: number, omega: number, rows: number): number {
  return Math.sqrt(Math.max(0, distance - (dimensions * omega) / rows));
}
