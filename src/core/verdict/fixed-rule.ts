import type { Baseline } from "../../contracts/baseline.js";
import type { RuleOutcome, VerdictRule } from "../../contracts/rule.js";
import type { HourIndex } from "../../contracts/verdict.js";
import type { MetricLimit } from "../drift/judge.js";
import { correctedChecks } from "./corrected-checks.js";
import { type Check, checkFeature } from "./fixed-checks.js";
import { toFinding } from "./fixed-finding.js";
import { type FixedRuleOptions, limitsOf } from "./fixed-options.js";
import { importanceShares } from "./importance.js";
import type { Pools } from "./pooled-counts.js";
import { type WindowCounts, countWindow, requireCountedOn } from "./window-counts.js";

/** Plain JSON. */
export interface FixedState {
  readonly pools: Pools;
}

/**
 * The rule with fixed thresholds: each metric of the options is held against its threshold in every window, once the window
 * has that metric's minimum of rows. A smaller window waits and is judged together with those after it (lens `day`) as
 * soon as they have enough, within a week; metrics that read ordered values can't wait and say `insufficient`.
 *
 * @throws PlumblineError `UNKNOWN_NAME` or `BAD_THRESHOLD` for options that name no such metric or no sensible limit
 */
export function fixedRule(options: FixedRuleOptions = {}): VerdictRule<WindowCounts, FixedState> {
  const limits = limitsOf(options);
  const importance = options.importance ?? new Map<string, number>();
  return {
    name: "fixed",
    description: describe(limits),
    observe: (baseline, window) => countWindow(baseline, window, limits),
    initialState: () => ({ pools: {} }),
    judge(baseline, state, hour, evidence): RuleOutcome<FixedState> {
      requireCountedOn(baseline, evidence);
      const { checks, pools } = checkAll(baseline, limits, state, hour, evidence);
      const shares = importanceShares(baseline, importance);
      const judged = correctedChecks(checks, options.correction ?? "none");
      return { state: { pools }, findings: judged.map((check) => toFinding(check, shares[check.index]!)) };
    },
  };
}

function checkAll(
  baseline: Baseline,
  limits: readonly MetricLimit[],
  state: FixedState,
  hour: HourIndex,
  evidence: WindowCounts,
): { checks: readonly Check[]; pools: Pools } {
  const results = baseline.features.map((feature, index) =>
    checkFeature({ index, feature, limits, hour, evidence: evidence.features[index]! }, state.pools),
  );
  return {
    checks: results.flatMap((result) => result.checks),
    pools: Object.fromEntries(results.flatMap((result) => result.pools)),
  };
}

function describe(limits: readonly MetricLimit[]): string {
  const terms = limits.map(({ metric, judgedBy, threshold, minimumRows }) => {
    const sign = judgedBy === "value" ? ">=" : "p <=";
    return `${metric.name} ${sign} ${threshold} with at least ${minimumRows} rows`;
  });
  return `Fixed thresholds: ${terms.join("; ")}. They do not adapt to the model, so no number of false alarms is promised.`;
}
