import { messageOf } from "../../contracts/errors.js";
import type { ProductEvent } from "../../contracts/events.js";
import type { EventSink, StateTable, TimedEvent } from "../../contracts/ports.js";
import { partitions } from "../keys.js";

/**
 * Events on their way: written before what they tell of is marked as known, published and then deleted by every run. At least
 * once; twice only after a crash, with the same id.
 */
export async function enqueueEvent(
  table: StateTable,
  monitor: string,
  event: ProductEvent,
  nowMs: number,
): Promise<void> {
  const body: TimedEvent = { ...event, timeMs: nowMs };
  await table.put({ pk: partitions.events(monitor), sk: event.detail.id, body }, nowMs);
}

export interface PublishedEvents {
  readonly published: number;
  /** These stay for the next run. */
  readonly refused: readonly { readonly id: string; readonly reason: string }[];
}

export async function drainEvents(
  table: StateTable,
  sink: EventSink,
  monitor: string,
  nowMs: number,
): Promise<PublishedEvents> {
  const waiting: { readonly sk: string; readonly revision: string; readonly event: TimedEvent }[] = [];
  for await (const { sk, revision, body } of table.query(partitions.events(monitor), {}, nowMs)) {
    waiting.push({ sk, revision, event: body as TimedEvent });
  }
  if (waiting.length === 0) return { published: 0, refused: [] };
  const ordered = waiting.map(({ event }) => event).sort((a, b) => a.timeMs - b.timeMs);
  const refused = await published(sink, ordered);
  const stays = new Set(refused.map(({ id }) => id));
  const sent = waiting.filter(({ event }) => !stays.has(event.detail.id));
  for (const { sk } of sent) await table.delete(partitions.events(monitor), sk);
  return { published: sent.length, refused };
}

/** An event bus that can't be reached refuses everything: mails are more important, and the next run tries again. */
async function published(sink: EventSink, events: readonly TimedEvent[]): Promise<PublishedEvents["refused"]> {
  try {
    return await sink.publish(events);
  } catch (error) {
    return events.map(({ detail }) => ({ id: detail.id, reason: messageOf(error) }));
  }
}
