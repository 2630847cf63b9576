import type { StateTable } from "../contracts/ports.js";
import type { HourIndex } from "../contracts/verdict.js";
import { hourFromKey, hourKey } from "./hour.js";
import { partitions } from "./keys.js";

/** An hour whose profiles have changed since it was last judged. */
export interface DirtyHour {
  readonly hour: HourIndex;
  /** Fresh with every mark: analysis takes the mark off only if no profile has been written since it looked. */
  readonly token: string;
}

/** Marks hours after their profiles have been written. Marking twice is the same as marking once. */
export async function markDirty(
  table: StateTable,
  monitor: string,
  hours: Iterable<HourIndex>,
  nowMs: number,
): Promise<void> {
  for (const hour of hours) {
    await table.put({ pk: partitions.dirty(monitor), sk: hourKey(hour), body: {} }, nowMs);
  }
}

/** Oldest first. */
export async function* dirtyHours(table: StateTable, monitor: string, nowMs: number): AsyncIterable<DirtyHour> {
  for await (const item of table.query(partitions.dirty(monitor), {}, nowMs)) {
    yield { hour: hourFromKey(item.sk), token: item.revision };
  }
}

/** @throws ConditionFailedError when the hour has been marked again since: it stays dirty */
export async function unmark(table: StateTable, monitor: string, dirty: DirtyHour): Promise<void> {
  await table.delete(partitions.dirty(monitor), hourKey(dirty.hour), { revision: dirty.token });
}
