import { ConditionFailedError } from "../../contracts/errors.js";
import type { StateTable } from "../../contracts/ports.js";
import type { Retraining, RetrainingCause } from "../../contracts/retraining.js";
import { DAY_MS } from "../hour.js";
import { partitions } from "../keys.js";

const KEEP_MS = 400 * DAY_MS;

/** All of a monitor's, by token. */
export async function retrainings(table: StateTable, monitor: string, nowMs: number): Promise<readonly Retraining[]> {
  const found: Retraining[] = [];
  for await (const { body } of table.query(partitions.retrain(monitor), {}, nowMs)) found.push(body as Retraining);
  return found;
}

/** Asks once: the same token again changes nothing. */
export async function askForRetraining(
  table: StateTable,
  monitor: string,
  token: string,
  cause: RetrainingCause,
  nowMs: number,
): Promise<void> {
  const body: Retraining = { token, cause, askedAtMs: nowMs, state: "asked", decidedAtMs: null, execution: null };
  const item = { pk: partitions.retrain(monitor), sk: token, body, expiresAtMs: nowMs + KEEP_MS };
  try {
    await table.put(item, nowMs, { expect: "absent" });
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
  }
}

export async function writeRetraining(
  table: StateTable,
  monitor: string,
  retraining: Retraining,
  fence: number,
  nowMs: number,
): Promise<void> {
  const item = { pk: partitions.retrain(monitor), sk: retraining.token, body: retraining };
  await table.put({ ...item, expiresAtMs: nowMs + KEEP_MS }, nowMs, { fence });
}
