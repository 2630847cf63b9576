import type { RuleOutcome, VerdictRule } from "../../../contracts/rule.js";
import type { HourIndex } from "../../../contracts/verdict.js";
import { LEARNING_DAYS } from "../../calibration/learning/learning-calibration.js";
import {
  initialLearningState,
  judgeLearning,
  type LearningState,
  SETTLED_AFTER_HOURS,
} from "../../calibration/learning/judge-learning.js";
import { countWindow, type WindowCounts } from "../window-counts.js";
import { lastDay } from "../last-day.js";
import type { CalibratedRuleOptions } from "./calibrated-rule.js";
import { findingsOf } from "./findings-of.js";
import type { Normal } from "./normal.js";
import { residualReader } from "./residual-reader.js";

/** Plain JSON. */
export interface LearningRuleState {
  readonly learning: LearningState;
  /** Hour of the first window; null before it. */
  readonly since: HourIndex | null;
}

/**
 * The rule of a monitor's first two weeks, when only a training table is known: the last 24 hours are held against the live
 * mean of the days before, with a variance on the safe side. A lasting offset between training and production, which most
 * models have, does not alarm; a sudden large change does.
 *
 * @param normal made by `learningNormal`
 */
export function learningRule(
  normal: Normal,
  options: CalibratedRuleOptions = {},
): VerdictRule<WindowCounts, LearningRuleState> {
  const { calibration } = normal;
  const read = residualReader(calibration, options.zone);
  return {
    name: "learning",
    looksBack: SETTLED_AFTER_HOURS,
    description:
      `Learning what is normal from the first ${LEARNING_DAYS} days of production. Until then only large and sudden changes ` +
      "are told, and no number of false alarms is promised.",
    observe: (baseline, window) => countWindow(baseline, window),
    initialState: () => ({ learning: initialLearningState(), since: null }),
    judge(baseline, state, hour, evidence, history): RuleOutcome<LearningRuleState> {
      const recent = history
        .filter((past) => isUnsettled(state.learning, past.hour))
        .map((past) => read(baseline, past));
      const judged = judgeLearning(calibration, { ...state.learning, recent }, read(baseline, { hour, evidence }));
      const counts = lastDay(hour, evidence, history).map((window) => window.evidence);
      const since = state.since ?? hour;
      const day = Math.min(LEARNING_DAYS, Math.floor((hour - since) / 24) + 1);
      return {
        state: { learning: { ...judged.state, recent: [] }, since },
        findings: findingsOf(baseline, normal, judged.scores, counts, options.importance),
        learning: `learning what is normal: day ${day} of ${LEARNING_DAYS}`,
      };
    },
  };
}

/** True for windows that the live mean does not hold yet. */
function isUnsettled({ lastHour }: LearningState, hour: HourIndex): boolean {
  return lastHour !== null && hour <= lastHour && hour > lastHour - SETTLED_AFTER_HOURS;
}
