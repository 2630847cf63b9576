import type { LabelDeps } from "../deps.js";
import { DAY_MS } from "../hour.js";
import { latestPause } from "../spend/pause.js";

/**
 * Whether labels have waited long enough for their predictions. In a pause of the hub's spend neither is looked at: a wait
 * that ends in one, or was cut short by one, goes on for as many days after it.
 *
 * @param untilMs end of their wait, as it would be without a pause
 */
export async function isWaitOver(
  untilMs: number,
  nowMs: number,
  { table, monitor }: Pick<LabelDeps, "table" | "monitor">,
): Promise<boolean> {
  if (nowMs <= untilMs) return false;
  const pause = await latestPause(table, monitor.name, nowMs);
  if (pause === null || pause.sinceMs >= untilMs) return true;
  return nowMs > (pause.untilMs ?? nowMs) + (monitor.labels?.waitDays ?? 0) * DAY_MS;
}
