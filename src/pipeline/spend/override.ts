import { PlumblineError } from "../../contracts/errors.js";
import type { StateTable } from "../../contracts/ports.js";
import type { SpendOverride } from "../../contracts/spend.js";
import type { Speaker } from "../answers/answer-log.js";
import { DAY_MS } from "../hour.js";
import { partitions } from "../keys.js";
import { OVERRIDE } from "./guard-spend.js";
import { noteSpend, type SpendAudit } from "./spend-audit.js";

/** Longer than that, the cap is another one. */
const LONGEST_MS = 31 * DAY_MS;

/**
 * Lets work go on whatever it costs, until a time; in place of an earlier override.
 *
 * @throws PlumblineError `UNTIL` for a time that is over or more than 31 days ahead
 */
export async function override(table: StateTable, untilMs: number, { by, reason, atMs }: Speaker): Promise<SpendAudit> {
  if (untilMs <= atMs || untilMs > atMs + LONGEST_MS) {
    throw new PlumblineError(
      "UNTIL",
      `an override expects a time within 31 days from now, got ${new Date(untilMs).toISOString()}; for longer, raise hub.spend.monthlyUsd`,
    );
  }
  const body: SpendOverride = { untilMs, reason, by, atMs };
  const entry: SpendAudit = { atMs, what: "override", by, reason, untilMs };
  // The trail first: what is obeyed is in it.
  await noteSpend(table, entry, atMs);
  await table.put({ pk: partitions.spend(), sk: OVERRIDE, body, expiresAtMs: untilMs }, atMs);
  return entry;
}

/** Ends an override. @throws PlumblineError `NO_OVERRIDE` where there is none */
export async function endOverride(table: StateTable, { by, reason, atMs }: Speaker): Promise<SpendAudit> {
  if ((await table.get(partitions.spend(), OVERRIDE, atMs)) === null) {
    throw new PlumblineError("NO_OVERRIDE", "spend override --end expects an override in force, got none");
  }
  const entry: SpendAudit = { atMs, what: "override ended", by, reason, untilMs: null };
  await noteSpend(table, entry, atMs);
  await table.delete(partitions.spend(), OVERRIDE);
  return entry;
}
