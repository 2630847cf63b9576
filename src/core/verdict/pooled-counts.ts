import type { HourIndex } from "../../contracts/verdict.js";
import { type FeatureCounts, addCounts } from "./feature-counts.js";

/** Windows of one check that were too small by themselves, added up. Plain JSON. */
export interface Pool {
  readonly since: HourIndex;
  readonly counts: FeatureCounts;
}

/** Windows that wait, by `<index of feature>/<index of limit>`; a check that was judged has no entry. */
export type Pools = Readonly<Record<string, Pool>>;

/** A pool older than this is given up: what is judged together should be one situation. */
const LONGEST_POOL_HOURS = 7 * 24;

export const poolKey = (feature: number, limit: number): string => `${feature}/${limit}`;

/** The waiting windows with this hour's; starts anew where nothing waits or what waits is too old. */
export function poolWith(waiting: Pool | undefined, hour: HourIndex, counts: FeatureCounts): Pool {
  if (!waiting || hour - waiting.since >= LONGEST_POOL_HOURS) return { since: hour, counts };
  return { since: waiting.since, counts: addCounts(waiting.counts, counts) };
}
