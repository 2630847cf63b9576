import { missedAfterHours } from "../core/verdict/silence.js";
import type { AnalysisDeps } from "./deps.js";
import { DAY_MS, HOUR_MS, hourFromKey, hourKey, hourOf, startMsOf } from "./hour.js";
import { partitions } from "./keys.js";
import { latestPause } from "./spend/pause.js";
import { windowOf, type WindowSpan } from "./windows.js";

const HISTORY_MS = 28 * DAY_MS;

/**
 * Time since the end of the newest judged window, over the time after which the next one is missed: 1 is the alarm line. With
 * `window.expectBy` that time is what it says, else it is learned from the last 28 days. A pause of the hub's spend is no
 * silence of the model: after it, time counts from its end.
 *
 * @returns null where no window has been judged in that time
 */
export async function captureSilence(nowMs: number, deps: AnalysisDeps): Promise<number | null> {
  const { window } = deps.monitor;
  const windows = (await judgedHours(nowMs, deps)).map((hour) => windowOf(hour, window));
  const newest = windows.at(-1);
  if (!newest) return null;
  const missedMs =
    window.expectBy === null
      ? HOUR_MS * missedAfterHours({ windows, windowSize: window.size, settleHours: window.settleMinutes / 60 })
      : expectedAtMs(newest, window.expectBy, deps) - startMsOf(newest.end);
  const silence = Math.max(0, nowMs - startMsOf(newest.end)) / missedMs;
  if (silence < 1 || deps.intake === null) return silence;
  const pause = await latestPause(deps.table, deps.monitor.name, nowMs);
  return Math.min(silence, Math.max(0, nowMs - (pause?.untilMs ?? 0)) / missedMs);
}

/** A day's captures are expected by this time of the day after it. */
function expectedAtMs({ end }: WindowSpan, expectBy: string, { monitor }: AnalysisDeps): number {
  const [hours = 0, minutes = 0] = expectBy.split(":").map(Number);
  const next = windowOf(end, monitor.window);
  return startMsOf(next.end) + (hours * 60 + minutes) * 60_000;
}

/** First hours of the windows whose counts have been published, which is once for each that had records. */
async function judgedHours(nowMs: number, { table, monitor }: AnalysisDeps): Promise<readonly number[]> {
  const range = { from: hourKey(hourOf(nowMs - HISTORY_MS)), to: hourKey(hourOf(nowMs)) };
  const hours: number[] = [];
  for await (const { sk } of table.query(partitions.published(monitor.name), range, nowMs)) hours.push(hourFromKey(sk));
  return hours;
}
