import type { MonitorConfig } from "../../config/index.js";
import type { VerdictRule } from "../../contracts/rule.js";
import type { HourIndex } from "../../contracts/verdict.js";
import { driftMetrics } from "../../core/drift/registry.js";
import { bothRules, judgingOnly } from "../../core/verdict/both-rules.js";
import { calibratedRule, type CalibratedRuleOptions } from "../../core/verdict/calibrated/calibrated-rule.js";
import { learningRule } from "../../core/verdict/calibrated/learning-rule.js";
import type { Normal } from "../../core/verdict/calibrated/normal.js";
import { fixedRule } from "../../core/verdict/fixed-rule.js";
import type { WindowCounts } from "../../core/verdict/window-counts.js";
import type { NormalReader, RuleRecord } from "./rule-store.js";
import { zoneOf } from "./time-zone.js";

export type MonitorRule = VerdictRule<WindowCounts, unknown>;

/** The rule that judges some hours, with what it takes for normal; null for fixed thresholds. */
export interface RuleInForce {
  readonly rule: MonitorRule;
  readonly normal: Normal | null;
}

/** Which rule judges which hour of one baseline: an hour that is judged again is judged as it was. */
export interface RuleTimeline {
  readonly records: readonly RuleRecord[];
  at(hour: HourIndex): Promise<RuleInForce>;
}

/** Thresholds of drift that configuration names; null where it names none. */
export function configuredThresholds({ alarms }: MonitorConfig): MonitorRule | null {
  const named = Object.entries(alarms.fixed).filter(([name]) => driftMetrics.names.includes(name));
  const metrics = named.map(([name, threshold]) => ({ name, threshold }));
  return metrics.length > 0 ? fixedRule({ metrics }) : null;
}

async function learnedRule(
  record: Exclude<RuleRecord, { kind: "fixed" }>,
  normal: Normal,
  normals: NormalReader,
  options: CalibratedRuleOptions,
): Promise<MonitorRule> {
  if (record.kind === "learning") return learningRule(normal, options);
  const calibrated = calibratedRule(normal, options);
  if (record.kind !== "carried") return calibrated;
  const learning = learningRule(await normals.load(record.learningKey), options);
  return bothRules(judgingOnly("feature", calibrated), judgingOnly("prediction", learning));
}

/** While there is no baseline nothing is judged, whatever the rule. */
export function unjudged(): RuleTimeline {
  const rule = fixedRule();
  return { records: [], at: async () => await Promise.resolve({ rule, normal: null }) };
}

/** @param records ascending; of this monitor's active baseline, at least one */
export function ruleTimeline(
  monitor: MonitorConfig,
  records: readonly RuleRecord[],
  normals: NormalReader,
  importance: ReadonlyMap<string, number>,
): RuleTimeline {
  const made = new Map<RuleRecord, Promise<RuleInForce>>();
  const make = async (record: RuleRecord): Promise<RuleInForce> => {
    const thresholds = configuredThresholds(monitor);
    if (record.kind === "fixed") {
      const fixed = thresholds ?? fixedRule({ importance });
      return { rule: { ...fixed, description: `${record.reason} ${fixed.description}` }, normal: null };
    }
    const normal = await normals.load(record.key);
    const rule = await learnedRule(record, normal, normals, { zone: zoneOf(monitor.window.timeZone), importance });
    return { rule: thresholds ? bothRules(rule, thresholds) : rule, normal };
  };
  return {
    records,
    at: (hour) => {
      const record = records.findLast(({ fromHour }) => fromHour <= hour) ?? records[0]!;
      const rule = made.get(record) ?? make(record);
      made.set(record, rule);
      return rule;
    },
  };
}
