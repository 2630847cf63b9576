import type { HourIndex } from "../../../contracts/verdict.js";
import type { WindowCounts } from "../window-counts.js";

/** Counts of a window of the reference, or of any other that is learned from. */
export interface CountedWindow {
  readonly hour: HourIndex;
  readonly evidence: WindowCounts;
}
