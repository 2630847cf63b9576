import type { AnalysisDeps } from "../deps.js";
import { DAY_MS } from "../hour.js";
import { partitions } from "../keys.js";

const JUDGED_DAY = "QUALITYDAY";
const dayOf = (timeMs: number): number => Math.floor(timeMs / DAY_MS);

/** Windows that get old without labels are looked at once a day; labels are judged as they come. */
export async function isAnotherDay(nowMs: number, { table, monitor }: AnalysisDeps): Promise<boolean> {
  const item = await table.get(partitions.state(monitor.name), JUDGED_DAY, nowMs);
  return item === null || dayOf(nowMs) > (item.body as { readonly day: number }).day;
}

export async function noteDay(fence: number, nowMs: number, { table, monitor }: AnalysisDeps): Promise<void> {
  const item = { pk: partitions.state(monitor.name), sk: JUDGED_DAY, body: { day: dayOf(nowMs) } };
  await table.put(item, nowMs, { fence });
}
