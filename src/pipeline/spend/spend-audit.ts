import type { StateTable } from "../../contracts/ports.js";
import type { SpendState } from "../../contracts/spend.js";
import type { SpendFigures } from "../../core/spend/guard.js";
import { partitions } from "../keys.js";

/** An entry of the audit trail of a hub's spend, kept for good. */
export type SpendAudit =
  | {
      readonly atMs: number;
      readonly what: "state";
      readonly from: SpendState;
      readonly to: SpendState;
      readonly figures: SpendFigures;
    }
  | {
      readonly atMs: number;
      readonly what: "override" | "override ended";
      readonly by: string;
      readonly reason: string;
      readonly untilMs: number | null;
    };

const AUDIT = "AUDIT#";

/** Writing an entry twice is the same as once. */
export async function noteSpend(table: StateTable, entry: SpendAudit, nowMs: number): Promise<void> {
  const sk = `${AUDIT}${new Date(entry.atMs).toISOString()}#${entry.what}`;
  await table.put({ pk: partitions.spend(), sk, body: entry }, nowMs);
}

/** Oldest first. */
export async function* spendAudit(table: StateTable, nowMs: number): AsyncIterable<SpendAudit> {
  const range = { from: AUDIT, to: `${AUDIT}~` };
  for await (const { body } of table.query(partitions.spend(), range, nowMs)) yield body as SpendAudit;
}
