import type { MonitorConfig } from "../../config/index.js";
import type { VerdictRule } from "../../contracts/rule.js";
import type { HourIndex } from "../../contracts/verdict.js";
import { driftMetrics } from "../../core/drift/registry.js";
import { bothRules, judgingOnly } from "../../core/verdict/both-rules.js";
import { type AnewNormal, learningAnew } from "../../core/verdict/calibrated/anew-rule.js";
import { calibratedRule, type CalibratedRuleOptions } from "../../core/verdict/calibrated/calibrated-rule.js";
import { learningRule } from "../../core/verdict/calibrated/learning-rule.js";
import { judgingOnLevels, type NewLevels } from "../../core/verdict/calibrated/new-level.js";
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
  // What was summed up against another level says nothing of this one: a rule of another name starts afresh.
  if (record.kind === "calibrated" && record.answer !== undefined) {
    return { ...calibrated, name: `${calibrated.name} after answer ${record.answer}` };
  }
  if (record.kind !== "carried") return calibrated;
  const learning = learningRule(await normals.load(record.learningKey), options);
  return bothRules(judgingOnly("feature", calibrated), judgingOnly("prediction", learning));
}

/** While there is no baseline nothing is judged, whatever the rule. */
export function unjudged(): RuleTimeline {
  const rule = fixedRule();
  return { records: [], at: async () => await Promise.resolve({ rule, normal: null }) };
}

/** Answers by which features have a new normal, on this baseline, ascending. */
export interface NewNormals {
  readonly answers: readonly { readonly number: number; readonly fromHour: HourIndex }[];
  /** What the answer's features are held against until they have been learned anew. */
  load(number: number): Promise<AnewNormal>;
}

/** @param records ascending; of this monitor's active baseline, at least one */
export function ruleTimeline(
  monitor: MonitorConfig,
  records: readonly RuleRecord[],
  normals: NormalReader,
  importance: ReadonlyMap<string, number>,
  newNormals: NewNormals,
): RuleTimeline {
  const made = new Map<string, Promise<RuleInForce>>();
  const make = async (record: RuleRecord, accepted: readonly AnewNormal[]): Promise<RuleInForce> => {
    const levels: NewLevels = new Map(accepted.flatMap((one) => one.levels));
    const thresholds = configuredThresholds(monitor);
    if (record.kind === "fixed") {
      const fixed = thresholds ?? fixedRule({ importance });
      const described = { ...fixed, description: `${record.reason} ${fixed.description}` };
      return { rule: judgingOnLevels(described, levels), normal: null };
    }
    const options = { zone: zoneOf(monitor.window.timeZone), importance };
    const normal = await normals.load(record.key);
    const pending = accepted.filter(({ number }) => number > learnedAnswer(record));
    const rule = learningAnew(await learnedRule(record, normal, normals, options), pending, options);
    return { rule: thresholds ? bothRules(rule, judgingOnLevels(thresholds, levels)) : rule, normal };
  };
  return {
    records,
    at: async (hour) => {
      const record = records.findLast(({ fromHour }) => fromHour <= hour) ?? records[0]!;
      // Levels that have been learned are in the rule; only fixed thresholds still need them.
      const isFixed = record.kind === "fixed" || configuredThresholds(monitor) !== null;
      const learned = isFixed ? 0 : learnedAnswer(record);
      const inForce = newNormals.answers.filter(({ fromHour, number }) => fromHour <= hour && number > learned);
      const numbers = inForce.map(({ number }) => number);
      const key = [records.indexOf(record), ...numbers].join(" ");
      const accepted = made.has(key) ? [] : await Promise.all(numbers.map((number) => newNormals.load(number)));
      const rule = made.get(key) ?? make(record, accepted);
      made.set(key, rule);
      return rule;
    },
  };
}

/** Number of the last answer that a rule has learned; 0 for none. */
export function learnedAnswer(record: RuleRecord): number {
  return record.kind === "calibrated" || record.kind === "learning" ? (record.answer ?? 0) : 0;
}
