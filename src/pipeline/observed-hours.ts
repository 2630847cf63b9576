import type { StateTable } from "../contracts/ports.js";
import type { HourIndex } from "../contracts/verdict.js";
import type { ObservedHour } from "../core/verdict/fold.js";
import type { WindowCounts } from "../core/verdict/window-counts.js";
import { hourKey } from "./hour.js";
import { partitions } from "./keys.js";

/** What was counted of one window, and on which bins. */
export interface StoredHour extends ObservedHour<WindowCounts> {
  readonly baselineVersion: string | null;
  /** Fingerprint of the profiles that the window was made of. */
  readonly fingerprint: string;
}

export async function readHour(
  table: StateTable,
  monitor: string,
  hour: HourIndex,
  nowMs: number,
): Promise<StoredHour | null> {
  const item = await table.get(partitions.evidence(monitor), hourKey(hour), nowMs);
  return item && (item.body as StoredHour);
}

export async function writeHour(
  table: StateTable,
  monitor: string,
  observed: StoredHour,
  fence: number,
  nowMs: number,
): Promise<void> {
  await table.put({ pk: partitions.evidence(monitor), sk: hourKey(observed.hour), body: observed }, nowMs, { fence });
}

/** Ascending, from `first` on. */
export async function* hoursSince(
  table: StateTable,
  monitor: string,
  first: HourIndex,
  nowMs: number,
): AsyncIterable<StoredHour> {
  for await (const item of table.query(partitions.evidence(monitor), { from: hourKey(first) }, nowMs)) {
    yield item.body as StoredHour;
  }
}

/** The latest window that has been observed. */
export async function latestHour(table: StateTable, monitor: string, nowMs: number): Promise<StoredHour | null> {
  const range = { limit: 1, descending: true };
  for await (const item of table.query(partitions.evidence(monitor), range, nowMs)) return item.body as StoredHour;
  return null;
}

/** The last `count` windows up to an hour, ascending. */
export async function hoursBefore(
  table: StateTable,
  monitor: string,
  upTo: HourIndex,
  count: number,
  nowMs: number,
): Promise<readonly StoredHour[]> {
  const hours: StoredHour[] = [];
  const range = { to: hourKey(upTo), limit: count, descending: true };
  for await (const item of table.query(partitions.evidence(monitor), range, nowMs)) hours.push(item.body as StoredHour);
  return hours.reverse();
}
