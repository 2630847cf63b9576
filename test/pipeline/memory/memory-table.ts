import { ConditionFailedError } from "../../../src/contracts/errors.js";
import type { Item, StateTable } from "../../../src/contracts/ports.js";
import type { WriteHook } from "./memory-buckets.js";

interface Row extends Item {
  readonly fence: number | null;
}

export interface MemoryTable extends StateTable {
  /** All items, as JSON text of their bodies, in order of keys. */
  dump(): ReadonlyMap<string, string>;
}

/** DynamoDB's single-item conditional writes. Revisions count up, so that a replay is the same to the letter. */
export function memoryTable(beforeWrite: WriteHook = () => Promise.resolve()): MemoryTable {
  const rows = new Map<string, Row>();
  let writes = 0;
  const rowKey = (pk: string, sk: string): string => `${pk}\n${sk}`;
  const live = (row: Row | undefined, nowMs: number): Row | undefined =>
    row && (row.expiresAtMs === null || row.expiresAtMs > nowMs) ? row : undefined;
  return {
    async get(pk, sk, nowMs) {
      return await Promise.resolve(live(rows.get(rowKey(pk, sk)), nowMs) ?? null);
    },
    async put(item, nowMs, { expect, fence } = {}) {
      await beforeWrite(`put ${item.pk} ${item.sk}`);
      const key = rowKey(item.pk, item.sk);
      const stored = rows.get(key);
      const failed =
        (expect === "absent" && live(stored, nowMs) !== undefined) ||
        (typeof expect === "object" && stored?.revision !== expect.revision) ||
        (fence !== undefined && (stored?.fence ?? 0) > fence);
      if (failed) throw new ConditionFailedError(key);
      const revision = String(++writes);
      rows.set(key, {
        pk: item.pk,
        sk: item.sk,
        body: JSON.parse(JSON.stringify(item.body)) as unknown,
        revision,
        expiresAtMs: item.expiresAtMs ?? null,
        fence: fence ?? null,
      });
      return revision;
    },
    async delete(pk, sk, condition) {
      await beforeWrite(`delete ${pk} ${sk}`);
      const key = rowKey(pk, sk);
      const stored = rows.get(key);
      if (stored && condition && stored.revision !== condition.revision) throw new ConditionFailedError(key);
      rows.delete(key);
    },
    async *query(pk, { from = "", to = "\u{10FFFF}", limit = Infinity, descending = false }, nowMs) {
      const found = [...rows.values()]
        .filter((row) => row.pk === pk && row.sk >= from && row.sk <= to && live(row, nowMs))
        .sort((a, b) => (a.sk < b.sk ? -1 : 1));
      if (descending) found.reverse();
      for (const row of found.slice(0, limit)) yield await Promise.resolve(row);
    },
    dump: () =>
      new Map([...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, row]) => [key, JSON.stringify(row.body)])),
  };
}
