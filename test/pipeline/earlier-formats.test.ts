import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { BASELINE_FORMAT, activeBaseline, baselineReader } from "../../src/pipeline/baseline-store.js";
import { putGzipJson } from "../../src/pipeline/gzip-json.js";
import { normalReader, ruleRecords } from "../../src/pipeline/normal/rule-store.js";
import type { Normal } from "../../src/core/verdict/calibrated/normal.js";
import { storedState } from "../package/stored-state.js";
import { memoryBuckets } from "./memory/memory-buckets.js";
import { memoryTable, type MemoryTable } from "./memory/memory-table.js";

const NOW_MS = Date.UTC(2026, 1, 11);
const { items, objects } = storedState();

/** The stored items, one of them changed. */
async function tableWith(change: (body: Record<string, unknown>) => Record<string, unknown>): Promise<MemoryTable> {
  const table = memoryTable();
  for (const item of items) {
    const body = item.sk === "META" ? change(item.body as Record<string, unknown>) : item.body;
    await table.put({ ...item, body }, NOW_MS);
  }
  return table;
}

async function load(table: MemoryTable) {
  const found = await activeBaseline(table, "payments", NOW_MS);
  return baselineReader(table, "payments").load(found!.active.version, NOW_MS);
}

describe("a baseline of the format before", () => {
  it("is one format older than what is written now", () => {
    const meta = items.find(({ sk }) => sk === "META")!.body as Record<string, unknown>;
    expect(meta["formatVersion"] ?? 1).toBe(BASELINE_FORMAT - 1);
  });

  it("is read whole", async () => {
    const baseline = await load(await tableWith((meta) => meta));
    expect(baseline).toMatchObject({ monitor: "payments", records: 19_200, rejected: 0 });
    expect(baseline.features.map(({ name, rows }) => [name, rows])).toEqual([
      ["amount", 19_200],
      ["country", 19_200],
    ]);
  });

  it("of a newer version is refused, with what to do", async () => {
    const table = await tableWith((meta) => ({ ...meta, formatVersion: BASELINE_FORMAT + 1 }));
    await expect(load(table)).rejects.toThrow(
      `expects format ${BASELINE_FORMAT - 1} or ${BASELINE_FORMAT}, got ${BASELINE_FORMAT + 1}; a newer version wrote it: deploy that version again`,
    );
  });
});

describe("what is normal", () => {
  it("is read from the rule that names it, and refused where a newer version wrote it", async () => {
    const table = await tableWith((meta) => meta);
    const store = memoryBuckets(() => NOW_MS).bucket("store");
    for (const { key, base64 } of objects) await store.put(key, Buffer.from(base64, "base64"));
    const { active } = (await activeBaseline(table, "payments", NOW_MS))!;
    const [rule] = await ruleRecords(table, "payments", active.version, NOW_MS);
    const key = (rule as { readonly key: string }).key;
    const normal = await normalReader(store).load(key);
    expect(normal.calibration.features.map(({ name }) => name)).toEqual(["amount", "country"]);

    const stored = JSON.parse(gunzipSync(Buffer.from(objects[0]!.base64, "base64")).toString()) as Normal;
    await putGzipJson(store, key, { ...stored, calibration: { ...stored.calibration, formatVersion: 2 } });
    await expect(normalReader(store).load(key)).rejects.toThrow("expects format 1, got 2; a newer version wrote it");
  });
});
