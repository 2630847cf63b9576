import type { PastWindow } from "../../contracts/rule.js";
import type { HourIndex } from "../../contracts/verdict.js";

const DAY_HOURS = 24;

/** Windows of the last 24 hours, this one included and last. */
export function lastDay<Evidence>(
  hour: HourIndex,
  evidence: Evidence,
  history: readonly PastWindow<Evidence>[],
): readonly PastWindow<Evidence>[] {
  return [...history.filter((past) => past.hour > hour - DAY_HOURS), { hour, evidence }];
}
