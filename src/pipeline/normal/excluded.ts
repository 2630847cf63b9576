import type { Period } from "../../config/types.js";
import type { HourIndex } from "../../contracts/verdict.js";
import { startMsOf } from "../hour.js";

/** The configured period in which nothing pages and from which nothing is learned, or undefined. */
export function excludedPeriod(hour: HourIndex, exclude: readonly Period[]): Period | undefined {
  const startMs = startMsOf(hour);
  return exclude.find(({ fromMs, toMs }) => startMs >= fromMs && startMs < toMs);
}
