import type { RuleOutcome } from "../../contracts/rule.js";
import type { Finding } from "../../contracts/verdict.js";
import type { FixedState } from "../verdict/fixed-rule.js";
import { EVIDENTLY_DIFFERENCES, EVIDENTLY_METRICS, EVIDENTLY_SOURCE } from "./evidently.js";
import { type Preset, presetOf } from "./preset.js";

/** Part of the columns that must have drifted. */
const DRIFT_SHARE = 0.5;

const columns = presetOf({
  name: "evidently-dataset",
  title: "Evidently, dataset drift: at least half of the columns pass their own default threshold",
  source: EVIDENTLY_SOURCE,
  differences: [
    ...EVIDENTLY_DIFFERENCES,
    "The share is of columns that could be judged in the window; the product counts all columns.",
  ],
  options: { metrics: EVIDENTLY_METRICS },
});

/** Evidently's dataset drift: what its columns found counts only once half of them drift. */
export const evidentlyDataset: Preset = {
  ...columns,
  rule() {
    const rule = columns.rule();
    return { ...rule, judge: (...window) => wholeDataset(rule.judge(...window)) };
  },
};

function wholeDataset(outcome: RuleOutcome<FixedState>): RuleOutcome<FixedState> {
  const judged = outcome.findings.filter(({ state }) => state === "ok" || state === "drifting");
  const drifting = judged.filter(({ state }) => state === "drifting");
  const share = columnsOf(drifting) / Math.max(1, columnsOf(judged));
  if (share >= DRIFT_SHARE) return outcome;
  return { ...outcome, findings: outcome.findings.map((finding) => heldBack(finding, share / DRIFT_SHARE)) };
}

/** A column that drifts alone is ok, and as far from the alarm line as the dataset is. */
function heldBack(finding: Finding, ratio: number): Finding {
  return finding.state === "drifting" ? { ...finding, state: "ok", ratio } : finding;
}

function columnsOf(findings: readonly Finding[]): number {
  return new Set(findings.map(({ feature }) => feature)).size;
}
