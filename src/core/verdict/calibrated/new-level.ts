import type { Baseline } from "../../../contracts/baseline.js";
import type { RuleOutcome, VerdictRule } from "../../../contracts/rule.js";
import type { Finding } from "../../../contracts/verdict.js";
import { driftMetrics } from "../../drift/registry.js";
import type { WindowCounts } from "../window-counts.js";
import { rowsOf } from "./level-baseline.js";
import type { FeatureLevel } from "./normal.js";

/** Levels by feature that take the place of the baseline's. */
export type NewLevels = ReadonlyMap<string, FeatureLevel>;

/** The baseline with the counts and medians of other levels for some features. Bins and version stay. */
export function onLevels(baseline: Baseline, levels: NewLevels): Baseline {
  const features = baseline.features.map((feature) => {
    const level = levels.get(feature.name);
    if (!level) return feature;
    const { bins: binCounts, missing } = level.counts;
    const quantiles = level.median === null ? [] : [level.median];
    const numeric = feature.numeric && { numeric: { ...feature.numeric, quantiles } };
    return { ...feature, binCounts, rows: rowsOf(level), missing, ...numeric };
  });
  return { ...baseline, features };
}

/**
 * A rule of fixed thresholds that holds some features against another level than the baseline's. Of a level only counts are
 * kept: metrics that read ordered values say nothing of these features, nor does the share of unseen categories where the
 * level has some, since nobody knows which they were.
 */
export function judgingOnLevels<State>(
  rule: VerdictRule<WindowCounts, State>,
  levels: NewLevels,
): VerdictRule<WindowCounts, State> {
  if (levels.size === 0) return rule;
  return {
    ...rule,
    judge(baseline, ...window): RuleOutcome<State> {
      const { findings, ...outcome } = rule.judge(onLevels(baseline, levels), ...window);
      return { ...outcome, findings: findings.map((finding) => onLevel(finding, levels.get(finding.feature))) };
    },
  };
}

function onLevel(finding: Finding, level: FeatureLevel | undefined): Finding {
  const metric = level && driftMetrics.values().find(({ name }) => name === finding.check);
  if (!metric) return finding;
  const isBlind = metric.reads === "values" || (metric.name === "unseen-categories" && level.counts.unseen > 0);
  if (!isBlind) return finding;
  const reason = "of the accepted level only counts are kept; a new baseline knows more";
  return { ...finding, state: "not-applicable", reason, value: 0, ratio: 0, effect: 0, impact: 0, change: null };
}
