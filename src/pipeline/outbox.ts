import { ConditionFailedError } from "../contracts/errors.js";
import type { Item, MailSink, StateTable } from "../contracts/ports.js";
import type { HourIndex } from "../contracts/verdict.js";
import { partitions } from "./keys.js";

/**
 * Mails on their way: written by analysis with the state that they tell of, sent by every run until they are marked
 * as sent. At least once; twice only after a crash between sending and marking.
 */
export interface OutboxMail {
  /** Same transition, same id, also where a restatement has moved its hour: writing it again changes nothing. */
  readonly id: string;
  readonly hour: HourIndex;
  readonly topicArn: string;
  readonly subject: string;
  readonly body: string;
}

interface OutboxBody extends OutboxMail {
  readonly status: "pending" | "sending" | "sent";
  readonly leaseUntilMs: number;
  /** When analysis wrote it. */
  readonly writtenAtMs: number;
  readonly sentAtMs: number | null;
}

/** A sender that crashed is followed by another after this time. */
const SENDING_MS = 10 * 60_000;
/** Sent mails stay for the record; restatements reach 14 days back, so nothing asks for them after that. */
const KEEP_MS = 90 * 24 * 3_600_000;

/** @returns false when the same mail is there already, sent or not */
export async function enqueueMail(
  table: StateTable,
  monitor: string,
  mail: OutboxMail,
  nowMs: number,
): Promise<boolean> {
  return enqueueIn(table, partitions.outbox(monitor), mail, nowMs);
}

/** The same in the outbox of this partition. */
export async function enqueueIn(table: StateTable, pk: string, mail: OutboxMail, nowMs: number): Promise<boolean> {
  const body: OutboxBody = { ...mail, status: "pending", leaseUntilMs: 0, writtenAtMs: nowMs, sentAtMs: null };
  const item = { pk, sk: mail.id, body, expiresAtMs: nowMs + KEEP_MS };
  try {
    await table.put(item, nowMs, { expect: "absent" });
    return true;
  } catch (error) {
    if (error instanceof ConditionFailedError) return false;
    throw error;
  }
}

/** Whether this mail has been written, sent or not. */
export async function isTold(table: StateTable, monitor: string, id: string, nowMs: number): Promise<boolean> {
  return (await table.get(partitions.outbox(monitor), id, nowMs)) !== null;
}

/** When the last mail about this incident was written; null where there is none. */
export async function lastToldMs(
  table: StateTable,
  monitor: string,
  incident: string,
  nowMs: number,
): Promise<number | null> {
  const times: number[] = [];
  for await (const { writtenAtMs } of mailsAbout(table, monitor, incident, nowMs)) times.push(writtenAtMs);
  return times.length === 0 ? null : Math.max(...times);
}

/** Every topic that a mail about this incident has been written for. */
export async function topicsTold(
  table: StateTable,
  monitor: string,
  incident: string,
  nowMs: number,
): Promise<ReadonlySet<string>> {
  const topics = new Set<string>();
  for await (const { topicArn } of mailsAbout(table, monitor, incident, nowMs)) topics.add(topicArn);
  return topics;
}

async function* mailsAbout(
  table: StateTable,
  monitor: string,
  incident: string,
  nowMs: number,
): AsyncIterable<OutboxBody> {
  const range = { from: `${incident}-`, to: `${incident}.` };
  for await (const { body } of table.query(partitions.outbox(monitor), range, nowMs)) yield body as OutboxBody;
}

/** Ids of the mails that were sent from a time on. */
export async function sentSince(
  table: StateTable,
  monitor: string,
  sinceMs: number,
  nowMs: number,
): Promise<readonly string[]> {
  const sent: string[] = [];
  for await (const { body } of table.query(partitions.outbox(monitor), {}, nowMs)) {
    const { id, sentAtMs } = body as OutboxBody;
    if (sentAtMs !== null && sentAtMs >= sinceMs) sent.push(id);
  }
  return sent;
}

export interface UnsentMail {
  readonly id: string;
  readonly writtenAtMs: number;
  readonly error: unknown;
}

export interface Drained {
  readonly sent: number;
  readonly failures: readonly UnsentMail[];
}

/** Sends what is pending, in the order of what happened. A mail that fails stays for the next run and stops none of the others. */
export async function drainOutbox(
  table: StateTable,
  mails: MailSink,
  monitor: string,
  nowMs: number,
): Promise<Drained> {
  return drainMails(table, mails, partitions.outbox(monitor), nowMs);
}

/** The same in the outbox of this partition. */
export async function drainMails(table: StateTable, mails: MailSink, pk: string, nowMs: number): Promise<Drained> {
  let sent = 0;
  const failures: UnsentMail[] = [];
  const items: Item[] = [];
  for await (const item of table.query(pk, {}, nowMs)) items.push(item);
  const hourOf = (item: Item): HourIndex => (item.body as OutboxBody).hour;
  for (const item of items.sort((a, b) => hourOf(a) - hourOf(b))) {
    const body = item.body as OutboxBody;
    if (body.status === "sent" || (body.status === "sending" && body.leaseUntilMs > nowMs)) continue;
    try {
      if (await sendOne(table, mails, item, body, nowMs)) sent++;
    } catch (error) {
      failures.push({ id: body.id, writtenAtMs: body.writtenAtMs, error });
    }
  }
  return { sent, failures };
}

async function sendOne(
  table: StateTable,
  mails: MailSink,
  item: { pk: string; sk: string; revision: string; expiresAtMs: number | null },
  body: OutboxBody,
  nowMs: number,
): Promise<boolean> {
  const write = (next: OutboxBody, revision: string): Promise<string> =>
    table.put({ pk: item.pk, sk: item.sk, body: next, expiresAtMs: item.expiresAtMs ?? nowMs + KEEP_MS }, nowMs, {
      expect: { revision },
    });
  let revision: string;
  try {
    revision = await write({ ...body, status: "sending", leaseUntilMs: nowMs + SENDING_MS }, item.revision);
  } catch (error) {
    // Another run took this mail a moment ago.
    if (error instanceof ConditionFailedError) return false;
    throw error;
  }
  try {
    await mails.send(body);
  } catch (error) {
    // Given back at once, so that the next run tries again without waiting for the lease.
    await write({ ...body, status: "pending" }, revision);
    throw error;
  }
  await write({ ...body, status: "sent", leaseUntilMs: 0, sentAtMs: nowMs }, revision);
  return true;
}
