import type { VerdictRule } from "../../contracts/rule.js";
import type { HourIndex, Incident } from "../../contracts/verdict.js";
import type { WindowCounts } from "../verdict/window-counts.js";

/** Any rule that judges counts of windows. */
export type ReplayableRule = VerdictRule<WindowCounts, unknown>;

/** Which rule judges which window of a replay. Rules that follow each other go on from the same state. */
export interface RuleSource {
  /** The rule in force at a window; called once per window, in order of time. */
  at(hour: HourIndex): ReplayableRule;
  /** Told after each window, so that what is normal can be learned anew from windows without incidents. */
  judged?(hour: HourIndex, evidence: WindowCounts, incidents: Iterable<Incident>): void;
}

/** One rule for the whole log. */
export function onlyRule(rule: ReplayableRule): RuleSource {
  return { at: () => rule };
}
