import type { StateTable } from "../../contracts/ports.js";
import type { HourIndex } from "../../contracts/verdict.js";
import type { DirtyHour } from "../dirty-hours.js";
import { markedHours, markHours, unmarkHour } from "../hour-marks.js";
import { partitions } from "../keys.js";

/** Marks hours after their join rows or labels have been written: their quality is to be recomputed. */
export function markLabelled(
  table: StateTable,
  monitor: string,
  hours: Iterable<HourIndex>,
  nowMs: number,
): Promise<void> {
  return markHours(table, partitions.labelled(monitor), hours, nowMs);
}

/** Oldest first. */
export function labelledHours(table: StateTable, monitor: string, nowMs: number): AsyncIterable<DirtyHour> {
  return markedHours(table, partitions.labelled(monitor), nowMs);
}

/** @throws ConditionFailedError when the hour has been marked again since: it stays marked */
export function unmarkLabelled(table: StateTable, monitor: string, mark: DirtyHour): Promise<void> {
  return unmarkHour(table, partitions.labelled(monitor), mark);
}
