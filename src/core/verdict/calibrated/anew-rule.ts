import type { Baseline } from "../../../contracts/baseline.js";
import type { RuleOutcome, VerdictRule } from "../../../contracts/rule.js";
import type { Finding, HourIndex } from "../../../contracts/verdict.js";
import type { WindowCounts } from "../window-counts.js";
import type { CalibratedRuleOptions } from "./calibrated-rule.js";
import { CORRELATIONS } from "./correlation.js";
import type { CountedWindow } from "./counted-window.js";
import { learningNormal } from "./learn-normal.js";
import { learningRule, type LearningRuleState } from "./learning-rule.js";
import { onLevels } from "./new-level.js";
import type { FeatureLevel, Normal } from "./normal.js";
import { pooledValues } from "./pooled-values.js";

/** What an accepted change is held against while its features are learned anew. Plain JSON. */
export interface AnewNormal {
  /** Number of the answer. */
  readonly number: number;
  /** First window that it judges. */
  readonly fromHour: HourIndex;
  /** First window that taught it. */
  readonly sinceHour: HourIndex;
  /** Level of each accepted feature since its change, in the order of the baseline. */
  readonly levels: readonly (readonly [feature: string, level: FeatureLevel])[];
  /** Anchored at these levels. */
  readonly normal: Normal;
  /** What the windows between the change and `fromHour` have taught already. */
  readonly learned: LearningRuleState;
}

/** A feature, and the hour from which on its windows are normal. */
export type Since = ReadonlyMap<string, HourIndex>;

/**
 * Takes the windows since a change for normal: the level is theirs, and the live mean that the next windows are compared
 * with begins with them.
 *
 * @param windows ascending, those before `fromHour`
 */
export function anewNormal(
  baseline: Baseline,
  { number, fromHour, since }: { readonly number: number; readonly fromHour: HourIndex; readonly since: Since },
  windows: readonly CountedWindow[],
  options: { readonly falseAlarmsPer30Days: number; readonly window: "hour" | "day" } & CalibratedRuleOptions,
): AnewNormal {
  const levels = baseline.features.flatMap(({ name }, f): [string, FeatureLevel][] => {
    const first = since.get(name);
    const own = windows.filter(({ hour }) => first !== undefined && hour >= first && hour < fromHour);
    if (own.length === 0) return [];
    const { counts, median } = pooledValues(
      own.map(({ evidence }) => evidence),
      f,
    );
    return [[name, { counts, median }]];
  });
  const { falseAlarmsPer30Days, window } = options;
  const leveled = onLevels(baseline, new Map(levels));
  const normal = learningNormal(leveled, { falseAlarmsPer30Days, window });
  const rule = learningRule(normal, options);
  // The latest change of several: earlier windows would teach a mixture.
  const sinceHour = Math.max(...since.values());
  const after = windows.filter(({ hour }) => hour >= sinceHour && hour < fromHour);
  let learned = rule.initialState();
  after.forEach(({ hour, evidence }, place) => {
    learned = rule.judge(
      baseline,
      learned,
      hour,
      evidence,
      after.slice(Math.max(0, place - rule.looksBack!), place),
    ).state;
  });
  return { number, fromHour, sinceHour, levels, normal, learned };
}

interface WithAnew {
  /** By number of the answer. */
  readonly anew?: Readonly<Record<string, LearningRuleState>>;
}

/**
 * A rule that leaves features to be learned anew: each is held against the live mean since its change, as in a monitor's first two
 * weeks, until enough windows have come in. The rule's own state goes on for all others; what it sums up of these features starts
 * from zero in every window. Correlations rest meanwhile: their features are not what they were learned from.
 *
 * @param parts ascending by number; a feature belongs to the last that names it
 */
export function learningAnew(
  rule: VerdictRule<WindowCounts, unknown>,
  parts: readonly AnewNormal[],
  options: CalibratedRuleOptions = {},
): VerdictRule<WindowCounts, unknown> {
  if (parts.length === 0) return rule;
  const owner = new Map(parts.flatMap(({ number, levels }) => levels.map(([feature]) => [feature, number] as const)));
  const learners = parts.map((part) => ({ part, rule: learningRule(part.normal, options) }));
  const isAnew = ({ feature }: Pick<Finding, "feature">): boolean => owner.has(feature) || feature === CORRELATIONS;
  return {
    ...rule,
    looksBack: Math.max(rule.looksBack ?? 0, ...learners.map((learner) => learner.rule.looksBack ?? 0)),
    description: `${rule.description} ${sentence(parts)}`,
    judge(baseline, state, hour, evidence, history): RuleOutcome<unknown> {
      const { anew = {}, ...own } = state as WithAnew;
      const base = rule.judge(baseline, own, hour, evidence, history);
      const judged = learners.map(({ part, rule: learner }) => {
        const before = Object.hasOwn(anew, part.number) ? anew[part.number]! : part.learned;
        const outcome = learner.judge(
          baseline,
          before,
          hour,
          evidence,
          history.filter((past) => past.hour >= part.sinceHour),
        );
        const mine = outcome.findings.filter(({ feature }) => owner.get(feature) === part.number);
        return { number: part.number, state: outcome.state, findings: mine.map(stillLearning) };
      });
      const old = base.findings.filter(isAnew);
      const cleared =
        rule.afterClose?.(
          base.state,
          old.filter(({ feature }) => owner.has(feature)),
        ) ?? base.state;
      const states = Object.fromEntries(judged.map((one) => [one.number, one.state]));
      return {
        ...base,
        state: { ...(cleared as object), anew: states },
        findings: [
          ...base.findings.filter((finding) => !isAnew(finding)),
          ...judged.flatMap(({ findings }) => findings),
        ],
      };
    },
    afterClose(state, checks): unknown {
      const { anew, ...own } = state as WithAnew;
      return { ...(rule.afterClose?.(own, checks) ?? own), ...(anew && { anew }) };
    },
  };
}

function stillLearning(finding: Finding): Finding {
  if (finding.state !== "insufficient") return finding;
  return { ...finding, state: "learning", reason: "its change was accepted, and what is normal is learned anew" };
}

function sentence(parts: readonly AnewNormal[]): string {
  const features = [...new Set(parts.flatMap(({ levels }) => levels.map(([feature]) => feature)))];
  const named = features.length > 5 ? `${features.length} features` : features.join(", ");
  const all = [...(features.length === 0 ? [] : [named]), CORRELATIONS].join(" and ");
  return `Learned anew since a change was accepted: ${all}; of these only large and sudden changes are told.`;
}

/**
 * What is normal after features have been learned anew: theirs from the windows since their change, all else as before. The
 * shorter of the two references counts for both, and correlations are those of the later.
 */
export function joinNormals(before: Normal, anew: Normal, features: ReadonlySet<string>): Normal {
  const { correlation, ...rest } = before;
  const isAnew = (place: number): boolean => features.has(before.calibration.features[place]!.name);
  const [a, b] = [before.calibration, anew.calibration];
  return {
    ...rest,
    level: before.level.map((level, place) => (isAnew(place) ? anew.level[place]! : level)),
    ...(correlation && anew.correlation && { correlation: anew.correlation }),
    calibration: {
      ...a,
      features: a.features.map((feature, place) => (isAnew(place) ? b.features[place]! : feature)),
      referenceWindows: Math.min(a.referenceWindows, b.referenceWindows),
      referenceDays: Math.min(a.referenceDays, b.referenceDays),
      promised: a.promised && b.promised,
      memory: Math.max(a.memory, b.memory),
    },
  };
}
