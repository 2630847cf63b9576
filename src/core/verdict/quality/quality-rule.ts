import type { JudgingRule } from "../../../contracts/rule.js";
import type { Finding, NativeChange } from "../../../contracts/verdict.js";
import type { ZoneOffset } from "../../calibration/local-time.js";
import { judgeStatistics } from "../../calibration/statistic/judge-statistics.js";
import type { StatisticScore, StatisticWindow } from "../../calibration/statistic/statistic-types.js";
import { lastDay } from "../last-day.js";
import { thresholdFindings, type QualityThreshold } from "./threshold-findings.js";
import type { QualityCounts, QualityWindow } from "./quality-counts.js";
import type { NormalStatistics, QualityNormal } from "./quality-normal.js";
import { HEADLINE, unitOf } from "./realised-metrics.js";
import { statisticFinding } from "./statistic-finding.js";

const DAY_HOURS = 24;

/**
 * Judges labelled windows: realised metrics against the reference's, and labels against what was expected of these very rows. A
 * change of the first alone comes from other inputs; the second is concept drift: the same inputs mean something else.
 *
 * @param thresholds that configuration names, judged beside it
 */
export function qualityRule(
  normal: QualityNormal,
  thresholds: readonly QualityThreshold[],
  zone: ZoneOffset,
): JudgingRule<QualityCounts, null> {
  return {
    name: "quality",
    description: describe(normal),
    looksBack: DAY_HOURS,
    initialState: () => null,
    judge(_baseline, state, hour, evidence, history) {
      const windows = lastDay(hour, evidence, history);
      const findings = [
        ...(normal.concept ? conceptFindings(normal.concept, windows, normal, zone) : []),
        ...realisedFindings(normal.realised, windows, zone),
        ...thresholdFindings(thresholds, windows),
      ];
      return { state, findings };
    },
  };
}

function realisedFindings(normal: NormalStatistics, windows: readonly QualityWindow[], zone: ZoneOffset): Finding[] {
  const series = windows.map(({ hour, evidence }): StatisticWindow => {
    const values = normal.names.map((name, m) => (evidence.metrics[name]?.value ?? NaN) / normal.scales[m]!);
    return { hour, ...withValues(evidence.labelled, values) };
  });
  const changeOf = ({ index, effect }: StatisticScore): NativeChange => {
    const [level, scale] = [normal.calibration.level[index]!, normal.scales[index]!];
    const unit = unitOf(normal.names[index]!);
    return { what: "realised", unit, normal: level * scale, now: (level + effect) * scale };
  };
  return byStatistic(judgeStatistics(normal.calibration, series, zone)).map((scores) =>
    realisedFinding(normal.names[scores[0]!.index]!, scores, changeOf),
  );
}

/** Concept drift explains, the task's first metric is understood by everybody. */
const IMPORTANCE = { concept: 4, headline: 2, other: 1 } as const;

function realisedFinding(
  metric: string,
  scores: readonly StatisticScore[],
  change: (score: StatisticScore) => NativeChange,
): Finding {
  const importance = Object.values(HEADLINE).includes(metric) ? IMPORTANCE.headline : IMPORTANCE.other;
  return statisticFinding(scores, { feature: metric, check: "realised", importance, change });
}

function conceptFindings(
  normal: NormalStatistics,
  windows: readonly QualityWindow[],
  { classes, task }: QualityNormal,
  zone: ZoneOffset,
): Finding[] {
  const series = windows.map(({ hour, evidence }): StatisticWindow => {
    const values = normal.names.map((_, m) => evidence.gaps[m]?.standardised ?? NaN);
    return { hour, ...withValues(evidence.labelled, values) };
  });
  const changeOf = ({ index, lens }: StatisticScore): NativeChange => {
    const seen = lens === "hour" ? windows.slice(-1) : windows;
    const mean = (of: (gap: QualityCounts["gaps"][number]) => number): number => weighted(seen, index, of);
    const expected = mean((gap) => gap.expected);
    const unit = task === "regression" ? "value" : "share";
    return { what: "expected of these inputs", unit, normal: expected, now: expected + mean((gap) => gap.difference) };
  };
  return byStatistic(judgeStatistics(normal.calibration, series, zone)).map((scores) => {
    const feature = gapTitle(normal.names[scores[0]!.index]!, classes);
    return statisticFinding(scores, { feature, check: "concept", importance: IMPORTANCE.concept, change: changeOf });
  });
}

/** A window without one of the values has no rows to judge. */
function withValues(rows: number, values: readonly number[]): Pick<StatisticWindow, "rows" | "values"> {
  return values.every(Number.isFinite) ? { rows, values } : { rows: 0, values: values.map(() => 0) };
}

function weighted(
  windows: readonly QualityWindow[],
  index: number,
  of: (gap: QualityCounts["gaps"][number]) => number,
): number {
  let [sum, rows] = [0, 0];
  for (const { evidence } of windows) {
    const gap = evidence.gaps[index];
    if (!gap) continue;
    sum += evidence.labelled * of(gap);
    rows += evidence.labelled;
  }
  return sum / rows;
}

/** `positive-rate` -> `share of label 1`. */
function gapTitle(name: string, classes: readonly string[]): string {
  if (name === "positive-rate") return `share of label ${classes.at(-1)!}`;
  const place = /^class-rate-(\d+)$/.exec(name)?.[1];
  return place === undefined ? name : `share of label ${classes[Number(place)]!}`;
}

/** Scores of one statistic stand together, in the order of the statistics. */
function byStatistic(scores: readonly StatisticScore[]): StatisticScore[][] {
  const groups = new Map<number, StatisticScore[]>();
  for (const score of scores) groups.set(score.index, [...(groups.get(score.index) ?? []), score]);
  return [...groups.values()];
}

function describe({ realised, rows, estimator }: QualityNormal): string {
  const days = realised.calibration.referenceDays;
  const learned = `Limits learned from ${rows.toLocaleString("en-US")} labelled predictions of ${days} days.`;
  const expected = "What is expected of inputs holds if they still mean what they meant in the reference.";
  return estimator ? `${learned} ${expected}` : learned;
}
