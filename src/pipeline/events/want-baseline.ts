import { messageOf } from "../../contracts/errors.js";
import { BASELINE_WANTED, EVENT_VERSION } from "../../contracts/events.js";
import type { AnalysisDeps } from "../deps.js";

/** Asks for a baseline. It needs no outbox: every run asks again for as long as there is none. */
export async function wantBaseline(
  reason: string,
  nowMs: number,
  { events, hub, monitor, log }: AnalysisDeps,
): Promise<void> {
  const id = `${monitor.name}-baseline-${new Date(nowMs).toISOString()}`;
  const detail = { version: EVENT_VERSION, id, hub: hub.name, monitor: monitor.name, reason } as const;
  try {
    const [refused] = await events.publish([{ type: BASELINE_WANTED, detail, timeMs: nowMs }]);
    if (refused) log.error("baseline could not be asked for", refused);
  } catch (error) {
    log.error("baseline could not be asked for", { reason: messageOf(error) });
  }
}
