import type { RuleOutcome, VerdictRule } from "../../../contracts/rule.js";
import { initialState, judge, withoutTrend, withRecent } from "../../calibration/judge.js";
import type { CheckName, JudgeState } from "../../calibration/types.js";
import type { ZoneOffset } from "../../calibration/local-time.js";
import { lastDay } from "../last-day.js";
import { countWindow, type WindowCounts } from "../window-counts.js";
import { findingsOf } from "./findings-of.js";
import { correlationFindings } from "./correlation.js";
import type { Normal } from "./normal.js";
import { residualReader } from "./residual-reader.js";

export interface CalibratedRuleOptions {
  /** Time zone that season and days are read in; the one that was learned with. Default UTC. */
  readonly zone?: ZoneOffset;
  /** Importance of features, any scale. Default: equal. */
  readonly importance?: ReadonlyMap<string, number>;
}

/**
 * The rule that keeps a budget of false alarms: every check of every feature is held against what sampling and the natural
 * wobble of the reference explain, through the window itself, the last 24 hours and a daily trend, each with the limit at
 * which the expected false alarms meet the budget.
 *
 * @param normal learned from timestamped windows
 */
export function calibratedRule(
  normal: Normal,
  options: CalibratedRuleOptions = {},
): VerdictRule<WindowCounts, JudgeState> {
  const { calibration } = normal;
  const read = residualReader(calibration, options.zone);
  return {
    name: "calibrated",
    looksBack: calibration.window === "day" ? 1 : LOOKS_BACK_HOURS,
    description: describe(normal),
    observe: (baseline, window) => countWindow(baseline, window),
    initialState,
    judge(baseline, state, hour, evidence, history): RuleOutcome<JudgeState> {
      const residuals = read(baseline, { hour, evidence });
      const before = withRecent(
        state,
        history.map((past) => read(baseline, past)),
      );
      const judged = judge(calibration, before, residuals);
      const windows = lastDay(hour, evidence, history);
      const counts = windows.map((window) => window.evidence);
      const findings = findingsOf(baseline, normal, judged.scores, counts, options.importance);
      if (normal.correlation) {
        const changed = new Set(findings.filter(({ state }) => state === "drifting").map(({ feature }) => feature));
        const share = 1 / baseline.features.length;
        findings.push(...correlationFindings(normal.correlation, windows, share, changed, options.zone));
      }
      // The windows before are stored as evidence already.
      return { state: { ...judged.state, recent: [] }, findings };
    },
    afterClose: (state, checks) =>
      checks.reduce(
        (cleared, { feature, check }) => withoutTrend(calibration, cleared, feature, check as CheckName),
        state,
      ),
  };
}

/** The last 24 hours, and the local day before them where it is not closed yet. */
const LOOKS_BACK_HOURS = 49;

function describe({ calibration }: Normal): string {
  const { falseAlarmsPer30Days: budget, referenceDays: days, promised, window } = calibration;
  const learned = `Limits learned from ${days} reference days`;
  const short = `, too few for any promise about false alarms (28 ${window === "day" ? "batches" : "days"} are needed)`;
  const promise = `, so that without lasting change about ${budget} false ${budget === 1 ? "page" : "pages"} per 30 days are expected`;
  const unusual = new Set(calibration.unusualWindows.map(({ hour }) => hour)).size;
  const replay = `Replayed over its reference, this rule would have fired in ${unusual} of ${calibration.referenceWindows} windows.`;
  return `${learned}${promised ? promise : short}. ${replay} Unusual days that the reference did not contain are told.`;
}
