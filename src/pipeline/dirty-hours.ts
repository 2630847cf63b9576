import type { StateTable } from "../contracts/ports.js";
import type { HourIndex } from "../contracts/verdict.js";
import { type HourMark, markedHours, markHours, unmarkHour } from "./hour-marks.js";
import { partitions } from "./keys.js";

/** An hour whose profiles have changed since it was last judged. */
export type DirtyHour = HourMark;

/** Marks hours after their profiles have been written. Marking twice is the same as marking once. */
export function markDirty(
  table: StateTable,
  monitor: string,
  hours: Iterable<HourIndex>,
  nowMs: number,
): Promise<void> {
  return markHours(table, partitions.dirty(monitor), hours, nowMs);
}

/** Oldest first. */
export function dirtyHours(table: StateTable, monitor: string, nowMs: number): AsyncIterable<DirtyHour> {
  return markedHours(table, partitions.dirty(monitor), nowMs);
}

/** @throws ConditionFailedError when the hour has been marked again since: it stays dirty */
export function unmark(table: StateTable, monitor: string, dirty: DirtyHour): Promise<void> {
  return unmarkHour(table, partitions.dirty(monitor), dirty);
}
