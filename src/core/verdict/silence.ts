import type { HourIndex } from "../../contracts/verdict.js";

/** When windows with records came. Hours, [first, end) of each, ascending, the last 28 days. */
export interface ArrivalHistory {
  readonly windows: readonly { readonly first: HourIndex; readonly end: HourIndex }[];
  readonly windowSize: "hour" | "day";
  /** How long after its end a window waits until it is judged, hours. */
  readonly settleHours: number;
}

/** Before this much history, a quiet night or weekend may not have been seen. */
const KNOWN_AFTER_HOURS = 14 * 24;
const UNKNOWN_SLACK_HOURS = 24;
/** What a window may come later than the longest usual silence. */
const SLACK_HOURS = { hour: 3, day: 24 } as const;
/** Silences differ by the day: a quarter more than has been seen is still nothing new. */
const SILENCE_FACTOR = 1.25;

/**
 * Hours from the end of the newest window after which the next one is missed: the next window itself, its settling, some slack, and
 * the longest usual silence between two windows, times 1.25. Of the silences seen the second longest is the longest usual
 * one, so that a single outage doesn't become what is normal.
 *
 * @returns hours > 0
 */
export function missedAfterHours({ windows, windowSize, settleHours }: ArrivalHistory): number {
  const [oldest, newest] = [windows[0], windows.at(-1)];
  const seenHours = oldest && newest ? newest.end - oldest.first : 0;
  const isKnown = windowSize === "day" || seenHours >= KNOWN_AFTER_HOURS;
  const slack = isKnown ? SLACK_HOURS[windowSize] : UNKNOWN_SLACK_HOURS;
  const silences = windows.slice(1).map(({ first }, i) => first - windows[i]!.end);
  const [, secondLongest = 0] = silences.sort((a, b) => b - a);
  return (windowSize === "day" ? 24 : 1) + settleHours + slack + SILENCE_FACTOR * secondLongest;
}
