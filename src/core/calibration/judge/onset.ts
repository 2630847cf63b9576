import type { HourIndex } from "../../../contracts/verdict.js";
import type { CheckScore, JudgeState } from "../types.js";

/** A running 24 h z beyond this begins an excursion; below half of it the excursion is over. */
const BEGINS_AT = 3;
const ENDS_BELOW = 1.5;
/** The 24 hours need this long to hold nothing but the excursion. */
const FILLS_IN_HOURS = 24;

export const ONSETS_NEVER: JudgeState["onsets"][number] = [];

/**
 * First hour of a check's present excursion: when its 24 h z passed 3, or a lens alarmed before that. It lasts for a
 * day at least, and while a lens alarms or the z stays above 1.5, so that noise around 3 does not move it.
 *
 * @param before onset so far
 * @param scores the check's atomic and 24 h scores of this window
 */
export function advanceOnset(
  before: HourIndex | null,
  scores: readonly CheckScore[],
  hour: HourIndex,
): HourIndex | null {
  const drifting = scores.some(({ state }) => state === "drifting");
  const day = scores.find(({ lens }) => lens === "day");
  const size = day === undefined || day.state === "insufficient" ? 0 : sizeOf(day);
  if (before === null) return drifting || size >= BEGINS_AT ? hour : null;
  return drifting || size >= ENDS_BELOW || hour - before < FILLS_IN_HOURS ? before : null;
}

function sizeOf(score: CheckScore): number {
  return score.check === "shape" ? score.z : Math.abs(score.z);
}
