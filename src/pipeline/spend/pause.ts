import type { StateTable } from "../../contracts/ports.js";
import type { SpendStanding } from "../../contracts/spend.js";
import type { AnalysisDeps } from "../deps.js";
import { DAY_MS, hourOf } from "../hour.js";
import { partitions } from "../keys.js";
import { LIVE_MS } from "../reconcile.js";

/** The latest pause of a monitor. */
export interface Pause {
  /** Where it followed soon on an earlier one, the beginning of that: captures of both may still wait. */
  readonly sinceMs: number;
  /** Null as long as it lasts. */
  readonly untilMs: number | null;
}

const PAUSE = "PAUSE";
/** While spend is slow, every so many hours. */
const SLOW_HOURS = 6;
/** Captures of a pause are looked for as long as others are. */
const KEEP_MS = 60 * DAY_MS;
const DAY_HOURS = 24;

export async function latestPause(table: StateTable, monitor: string, nowMs: number): Promise<Pause | null> {
  const item = await table.get(partitions.state(monitor), PAUSE, nowMs);
  return item && (item.body as Pause);
}

/**
 * Does what the hub's spend asks of this monitor. In a pause its queues are left alone, said anew every hour, as a
 * deployment may have turned them on; after it they are read again, and what has landed meanwhile is listed.
 *
 * @returns whether this run is to judge nothing
 */
export async function isHeldBack(nowMs: number, deps: AnalysisDeps): Promise<boolean> {
  const { intake, table, monitor } = deps;
  if (intake === null) return false;
  const standing = await deps.standing(nowMs);
  const pause = await latestPause(table, monitor.name, nowMs);
  const write = (body: Pause): Promise<string> => {
    const item = { pk: partitions.state(monitor.name), sk: PAUSE, body };
    return table.put({ ...item, expiresAtMs: nowMs + KEEP_MS }, nowMs);
  };
  if (standing?.state === "paused") {
    if (pause?.untilMs !== null) await write({ sinceMs: beginning(pause, standing, deps), untilMs: null });
    // It may last for longer than it is kept, where a cap is too small even for what lands.
    else if (hourOf(nowMs) % DAY_HOURS === 0) await write(pause);
    await intake.set(false);
    return true;
  }
  if (pause?.untilMs === null) {
    await intake.set(true);
    await intake.reconcile(nowMs);
    // Last, so that a crash before it does both again.
    await write({ ...pause, untilMs: nowMs });
  }
  return isOffHour(standing, nowMs);
}

/**
 * What an earlier pause has left is listed every day while work goes on. Where the next one begins before that has gone on for
 * long, some of it may be left still. What is older than all that is kept is not asked for.
 */
function beginning(before: Pause | null, { sinceMs }: SpendStanding, { hub }: AnalysisDeps): number {
  if (!before || before.untilMs === null || before.untilMs < sinceMs - LIVE_MS) return sinceMs;
  return Math.min(sinceMs, Math.max(before.sinceMs, sinceMs - hub.store.retentionDays * DAY_MS));
}

function isOffHour(standing: SpendStanding | null, nowMs: number): boolean {
  return standing?.state === "slow" && hourOf(nowMs) % SLOW_HOURS !== 0;
}
