import type { CheckState, Finding } from "../../contracts/verdict.js";

const STATE_ORDER: readonly CheckState[] = ["drifting", "ok", "learning", "insufficient", "not-applicable"];

/**
 * Findings, most likely cause first: what drifts before what does not; a drifting prediction or quality before drifting features,
 * since these are what the model's users get; then by impact (importance x effect), by distance to the limit, and by name, so that the
 * order is the same in every run.
 */
export function rankFindings<T extends Finding>(findings: readonly T[]): T[] {
  return [...findings].sort(
    (a, b) =>
      STATE_ORDER.indexOf(a.state) - STATE_ORDER.indexOf(b.state) ||
      Number(isDriftingOutput(b)) - Number(isDriftingOutput(a)) ||
      b.impact - a.impact ||
      b.ratio - a.ratio ||
      compareText(a.feature, b.feature) ||
      compareText(a.check, b.check) ||
      compareText(a.lens, b.lens),
  );
}

const isDriftingOutput = ({ state, role }: Finding): boolean => state === "drifting" && role !== "feature";

/** By code units: the same in every locale. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
