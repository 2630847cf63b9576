import type { PutCondition, StateTable } from "../contracts/ports.js";
import type { HourIndex } from "../contracts/verdict.js";
import { partitions } from "./keys.js";

/**
 * A capture whose profiles are being written: every hour that an unfinished attempt may have touched. It is written
 * before the first profile and taken away after the inventory, so that a crash in between forgets no hour.
 *
 * Whoever finds the open attempt of another takes its hours over, but leaves it open while its writer may still be
 * alive: a late write of that one must not go unnoticed. Reconciliation closes it later.
 */
export interface Attempt {
  readonly key: string;
  readonly hours: readonly HourIndex[];
  /** When the first writer that may still be alive began. */
  readonly openedAtMs: number;
}

export interface OpenAttempt extends Attempt {
  readonly revision: string;
}

/** Longer than any function runs. */
const WRITER_LIFETIME_MS = 3_600_000;

/** True when the writer of this attempt can't be at work any more. */
const isAbandoned = (attempt: Attempt, nowMs: number): boolean => nowMs - attempt.openedAtMs > WRITER_LIFETIME_MS;

/** Attempts that one call has written, by revision, with when the attempt began that each took over, if any. */
export type OwnAttempts = Map<string, number | null>;

/** When the attempt of another writer began that may still be at work; null for our own and for abandoned ones. */
export function inheritance(attempt: OpenAttempt | null, ours: OwnAttempts, nowMs: number): number | null {
  if (attempt === null) return null;
  const own = ours.get(attempt.revision);
  if (own !== undefined) return own;
  return isAbandoned(attempt, nowMs) ? null : attempt.openedAtMs;
}

const sortKey = (profileVersion: string, source: string): string => `${profileVersion}#${source}`;

export async function openAttempt(
  table: StateTable,
  monitor: string,
  profileVersion: string,
  source: string,
  nowMs: number,
): Promise<OpenAttempt | null> {
  const item = await table.get(partitions.attempts(monitor), sortKey(profileVersion, source), nowMs);
  return item && { ...(item.body as Attempt), revision: item.revision };
}

/** @throws ConditionFailedError when another attempt at the same capture has been written since `before` was read */
export async function writeAttempt(
  table: StateTable,
  monitor: string,
  profileVersion: string,
  source: string,
  attempt: Attempt,
  before: OpenAttempt | null,
  nowMs: number,
): Promise<string> {
  const expect: PutCondition["expect"] = before ? { revision: before.revision } : "absent";
  const item = { pk: partitions.attempts(monitor), sk: sortKey(profileVersion, source), body: attempt };
  return table.put(item, nowMs, { expect });
}

/** @throws ConditionFailedError when another attempt has begun: it will finish what is left */
export async function closeAttempt(
  table: StateTable,
  monitor: string,
  profileVersion: string,
  source: string,
  revision: string,
): Promise<void> {
  await table.delete(partitions.attempts(monitor), sortKey(profileVersion, source), { revision });
}

/** Keys of captures whose profiling never came to its end under this version. */
export async function* unfinishedKeys(
  table: StateTable,
  monitor: string,
  profileVersion: string,
  nowMs: number,
): AsyncIterable<string> {
  const range = { from: `${profileVersion}#`, to: `${profileVersion}#~` };
  for await (const item of table.query(partitions.attempts(monitor), range, nowMs)) yield (item.body as Attempt).key;
}
