import { messageOf } from "../../contracts/errors.js";
import type { IncidentNotice } from "../../contracts/notice.js";
import type { MessageQueue, StateTable } from "../../contracts/ports.js";
import { partitions } from "../keys.js";

/**
 * Notices on their way to the webhook of a monitor: written before the mail that tells the same, put on the hub's queue by every run and then
 * deleted. At least once; twice only after a crash, with the same id.
 */
export async function enqueueNotice(
  table: StateTable,
  monitor: string,
  notice: IncidentNotice,
  nowMs: number,
): Promise<void> {
  await table.put({ pk: partitions.notices(monitor), sk: notice.id, body: notice }, nowMs);
}

/** @returns how many were queued, and why the others were not: they stay for the next run */
export async function drainNotices(
  table: StateTable,
  queue: MessageQueue,
  monitor: string,
  nowMs: number,
): Promise<{ readonly queued: number; readonly failure: string | null }> {
  const waiting: { readonly sk: string; readonly notice: IncidentNotice }[] = [];
  for await (const { sk, body } of table.query(partitions.notices(monitor), {}, nowMs)) {
    waiting.push({ sk, notice: body as IncidentNotice });
  }
  const ordered = waiting.sort((a, b) => a.notice.windowStart.localeCompare(b.notice.windowStart));
  let queued = 0;
  for (const { sk, notice } of ordered) {
    try {
      await queue.send([JSON.stringify(notice)]);
    } catch (error) {
      return { queued, failure: messageOf(error) };
    }
    await table.delete(partitions.notices(monitor), sk);
    queued++;
  }
  return { queued, failure: null };
}
