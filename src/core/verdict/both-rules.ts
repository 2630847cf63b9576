import type { FeatureRole } from "../../contracts/baseline.js";
import type { RuleOutcome, VerdictRule } from "../../contracts/rule.js";
import type { WindowCounts } from "./window-counts.js";

/** Two rules side by side on the same counts: a window drifts where either says so. Their checks have different names. */
export function bothRules<A, B>(
  first: VerdictRule<WindowCounts, A>,
  second: VerdictRule<WindowCounts, B>,
): VerdictRule<WindowCounts, { readonly first: A; readonly second: B }> {
  return {
    name: `${first.name}+${second.name}`,
    looksBack: Math.max(first.looksBack ?? 0, second.looksBack ?? 0),
    description: `${first.description} ${second.description}`,
    // Counts are the same under every rule; the second may add scores of ordered values.
    observe: (baseline, window) => second.observe(baseline, window),
    initialState: () => ({ first: first.initialState(), second: second.initialState() }),
    judge(baseline, state, hour, evidence, history): RuleOutcome<{ first: A; second: B }> {
      const a = first.judge(baseline, state.first, hour, evidence, history);
      const b = second.judge(baseline, state.second, hour, evidence, history);
      const learning = a.learning ?? b.learning;
      return {
        state: { first: a.state, second: b.state },
        findings: [...a.findings, ...b.findings],
        ...(learning === undefined ? {} : { learning }),
      };
    },
    afterClose: (state, checks) => ({
      first: first.afterClose?.(state.first, checks) ?? state.first,
      second: second.afterClose?.(state.second, checks) ?? state.second,
    }),
  };
}

/** The rule for inputs alone, or for the prediction alone; it never calls the whole window one that is being learned. */
export function judgingOnly<State>(
  role: FeatureRole,
  rule: VerdictRule<WindowCounts, State>,
): VerdictRule<WindowCounts, State> {
  return {
    ...rule,
    judge(...window): RuleOutcome<State> {
      const { state, findings } = rule.judge(...window);
      return { state, findings: findings.filter((finding) => finding.role === role) };
    },
  };
}
