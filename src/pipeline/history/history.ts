import { ConditionFailedError } from "../../contracts/errors.js";
import type { StateTable } from "../../contracts/ports.js";
import { partitions } from "../keys.js";

export type HistoryKind =
  "verdict" | "quality-verdict" | "transition" | "baseline" | "configuration" | "retraining" | "pipeline";

/** Something that happened to a monitor, kept for good. Answers have a log of their own. */
export interface HistoryEntry {
  readonly kind: HistoryKind;
  /** Time of the run that found it first. */
  readonly atMs: number;
  /** Identity among its kind: finding it again adds nothing. */
  readonly id: string;
  readonly what: unknown;
}

const sortKey = ({ kind, id }: Pick<HistoryEntry, "kind" | "id">): string => `${kind}#${id}`;

export async function isRemembered(
  table: StateTable,
  monitor: string,
  entry: Pick<HistoryEntry, "kind" | "id">,
  nowMs: number,
): Promise<boolean> {
  return (await table.get(partitions.history(monitor), sortKey(entry), nowMs)) !== null;
}

/** Adds what is new. Without expiry: the history is the audit trail. */
export async function remember(table: StateTable, monitor: string, entry: HistoryEntry): Promise<void> {
  const item = { pk: partitions.history(monitor), sk: sortKey(entry), body: entry };
  try {
    await table.put(item, entry.atMs, { expect: "absent" });
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
  }
}

/** Entries of one kind in the order of their ids, from one to another, both inclusive. */
export async function* historyOf(
  table: StateTable,
  monitor: string,
  kind: HistoryKind,
  nowMs: number,
  range: { readonly from?: string; readonly to?: string } = {},
): AsyncIterable<HistoryEntry> {
  const keys = { from: sortKey({ kind, id: range.from ?? "" }), to: sortKey({ kind, id: range.to ?? "\u{10FFFF}" }) };
  for await (const item of table.query(partitions.history(monitor), keys, nowMs)) yield item.body as HistoryEntry;
}
