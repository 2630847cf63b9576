import type { Severity } from "../../contracts/verdict.js";

const LADDER: readonly Severity[] = ["low", "medium", "high", "critical"];

/** Effects at which severity becomes medium, high and critical: PSI of about 0.01, 0.06 and 0.25. */
const STEPS: readonly number[] = [0.1, 0.25, 0.5];

/** Severity of an effect in standard deviations of the reference: low < 0.1 <= medium < 0.25 <= high < 0.5 <= critical. */
export function severityOf(effect: number): Severity {
  return LADDER[STEPS.filter((step) => effect >= step).length]!;
}

export function isWorse(severity: Severity, than: Severity): boolean {
  return LADDER.indexOf(severity) > LADDER.indexOf(than);
}

/** True when an incident of this severity sends a page, given the least severity that does. */
export function pages(severity: Severity, page: Severity): boolean {
  return !isWorse(page, severity);
}
