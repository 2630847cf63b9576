import type { JudgingRule } from "../../../contracts/rule.js";
import type { NativeChange } from "../../../contracts/verdict.js";
import type { ZoneOffset } from "../../calibration/local-time.js";
import { judgeStatistics } from "../../calibration/statistic/judge-statistics.js";
import type { StatisticScore, StatisticWindow } from "../../calibration/statistic/statistic-types.js";
import { coverageStatistic } from "../../labels/coverage.js";
import { lastDay } from "../last-day.js";
import type { QualityCounts } from "./quality-counts.js";
import type { NormalCoverage } from "./quality-normal.js";
import { statisticFinding } from "./statistic-finding.js";

const DAY_HOURS = 24;

/** Judges whether as many predictions as usual have got their label by the time by which nearly all labels used to be there. */
export function coverageRule(
  { share, settleHours, calibration }: NormalCoverage,
  zone: ZoneOffset,
): JudgingRule<QualityCounts, null> {
  const expected = `${Math.round(100 * share)} % of predictions used to have a label ${settleHours} hours later.`;
  return {
    name: "coverage",
    description: expected,
    looksBack: DAY_HOURS,
    initialState: () => null,
    judge(_baseline, state, hour, evidence, history) {
      if (!calibration) return { state, findings: [] };
      const windows = lastDay(hour, evidence, history);
      const series = windows.map((window): StatisticWindow => {
        const { predictions, labelled } = window.evidence;
        return { hour: window.hour, rows: predictions, values: [coverageStatistic({ predictions, labelled })] };
      });
      const scores = judgeStatistics(calibration, series, zone);
      const change = ({ lens }: StatisticScore): NativeChange => {
        const seen = lens === "hour" ? windows.slice(-1) : windows;
        return { what: "predictions with a label", unit: "share", normal: share, now: labelledShare(seen) };
      };
      // More labels than usual harm nobody.
      const fewer = scores.map((score) => (score.effect > 0 ? { ...score, ...HARMLESS } : score));
      return {
        state,
        findings:
          fewer.length === 0
            ? []
            : [statisticFinding(fewer, { feature: "labels", check: "coverage", importance: 1, change })],
      };
    },
  };
}

const HARMLESS = { z: 0, ratio: 0, state: "ok" } as const;

function labelledShare(windows: readonly { readonly evidence: QualityCounts }[]): number {
  const sum = (of: (counts: QualityCounts) => number): number =>
    windows.reduce((all, { evidence }) => all + of(evidence), 0);
  return sum(({ labelled }) => labelled) / sum(({ predictions }) => predictions);
}
