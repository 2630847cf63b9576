import { ConditionFailedError } from "../../contracts/errors.js";
import type { StateTable } from "../../contracts/ports.js";
import type { HourIndex, Severity, TransitionKind } from "../../contracts/verdict.js";
import type { HeldBack } from "../../core/answers/holding.js";
import { DAY_MS } from "../hour.js";
import { partitions } from "../keys.js";

/** A mail that an answer has kept from being sent. The digest lists it. */
export interface HeldMail extends HeldBack {
  /** Of its transition. */
  readonly id: string;
  readonly incident: string;
  readonly kind: TransitionKind;
  readonly severity: Severity;
  readonly hour: HourIndex;
  readonly subject: string;
  readonly body: string;
}

const KEEP_MS = 90 * DAY_MS;

/** @returns false when it is there already: it stays with the answer that has kept it back first */
export async function holdMail(table: StateTable, monitor: string, mail: HeldMail, nowMs: number): Promise<boolean> {
  const item = { pk: partitions.held(monitor), sk: mail.id, body: mail, expiresAtMs: nowMs + KEEP_MS };
  try {
    await table.put(item, nowMs, { expect: "absent" });
    return true;
  } catch (error) {
    if (error instanceof ConditionFailedError) return false;
    throw error;
  }
}

/** What has been kept back, of one incident or of all. */
export async function heldMails(
  table: StateTable,
  monitor: string,
  nowMs: number,
  incident = "",
): Promise<readonly HeldMail[]> {
  const held: HeldMail[] = [];
  const range = incident === "" ? {} : { from: `${incident}-`, to: `${incident}.` };
  for await (const item of table.query(partitions.held(monitor), range, nowMs)) held.push(item.body as HeldMail);
  return held;
}
