import type { StateTable } from "../contracts/ports.js";
import type { HourIndex } from "../contracts/verdict.js";
import { hourFromKey, hourKey } from "./hour.js";

/** An hour something of which has changed since it was last looked at. */
export interface HourMark {
  readonly hour: HourIndex;
  /** Fresh with every mark: whoever looks takes the mark off only if nothing has been written since it looked. */
  readonly token: string;
}

/** Marks hours after what they stand for has been written. Marking twice is the same as marking once. */
export async function markHours(
  table: StateTable,
  partition: string,
  hours: Iterable<HourIndex>,
  nowMs: number,
): Promise<void> {
  for (const hour of hours) await table.put({ pk: partition, sk: hourKey(hour), body: {} }, nowMs);
}

/** Oldest first. */
export async function* markedHours(table: StateTable, partition: string, nowMs: number): AsyncIterable<HourMark> {
  for await (const item of table.query(partition, {}, nowMs)) {
    yield { hour: hourFromKey(item.sk), token: item.revision };
  }
}

/** @throws ConditionFailedError when the hour has been marked again since: it stays marked */
export async function unmarkHour(table: StateTable, partition: string, mark: HourMark): Promise<void> {
  await table.delete(partition, hourKey(mark.hour), { revision: mark.token });
}
