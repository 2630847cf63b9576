/**
 * An hour of ten million predictions in a hundred captures put together as the deployed product does it, then read back with nine million labels in
 * three files: seconds and peak memory. `npx tsx bench/compact.ts [predictions] [captures]`
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { configFromData } from "../src/config/index.js";
import type { ObjectHead, ObjectStore, StateTable } from "../src/contracts/ports.js";
import { hashId } from "../src/core/labels/id-hash.js";
import { type KeyedRows, KeyedRowsBuilder, TIME } from "../src/core/labels/keyed-rows.js";
import { labelledPairs } from "../src/core/labels/labelled-pairs.js";
import { LABEL } from "../src/core/labels/read-labels.js";
import { PREDICTED, SCORE } from "../src/core/labels/read-predictions.js";
import { serialiseRows } from "../src/core/labels/stored-rows.js";
import { SeededRandom } from "../src/core/summaries/hashing.js";
import type { LabelDeps } from "../src/pipeline/deps.js";
import { HOUR_MS, hourOf } from "../src/pipeline/hour.js";
import { labelKeys } from "../src/pipeline/keys.js";
import { rowsVersion, labelsVersion } from "../src/pipeline/labels/columns/rows-plan.js";
import { compactHour } from "../src/pipeline/labels/compact-hour.js";
import { joinedHour } from "../src/pipeline/labels/joined-hour.js";
import { predictionBytes } from "../src/pipeline/labels/stored/capture-rows.js";

const [rows = 10_000_000, captures = 100] = process.argv.slice(2).map(Number);
const LABEL_FILES = 3;
const hour = hourOf(Date.UTC(2026, 0, 5));
const folder = mkdtempSync(join(tmpdir(), "compact-"));
const idOf = (row: number): string => `inference-${(row * 7_919) % 1_000_000_007}-${row}`;

/** Objects as files, so that what is stored is not in memory. */
function fileStore(): ObjectStore {
  const heads = new Map<string, ObjectHead>();
  const pathOf = (key: string): string => join(folder, key.replaceAll("/", "+"));
  const none = (): never => {
    throw new Error("not needed here");
  };
  return {
    head: (key) => Promise.resolve(heads.get(key) ?? null),
    get(key) {
      const head = heads.get(key);
      return Promise.resolve(head ? { ...head, bytes: readFileSync(pathOf(key)) } : null);
    },
    put(key, bytes) {
      writeFileSync(pathOf(key), bytes);
      const etag = `${heads.size}-${bytes.length}`;
      heads.set(key, { key, etag, sizeBytes: bytes.length, lastModifiedMs: 0 });
      return Promise.resolve(etag);
    },
    async *list(prefix) {
      for (const key of [...heads.keys()].filter((each) => each.startsWith(prefix)).sort()) {
        yield await Promise.resolve(heads.get(key)!);
      }
    },
    getRange: none,
    stream: none,
    delete: none,
  };
}

const monitor = configFromData(
  {
    monitors: {
      big: {
        model: { task: "binary", classes: ["0", "1"] },
        captures: { format: "jsonl" },
        columns: { id: "id", time: "at", output: { class: "said", score: "score" } },
        reference: { live: "14d" },
        labels: { prefix: "truth/" },
      },
    },
  },
  "bench",
).monitors[0]!;
const store = fileStore();
const table = { put: () => Promise.resolve("") } as unknown as StateTable;
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const deps: LabelDeps = { monitor, store, table, log, labelQueue: null };

const random = new SeededRandom(1);
const uniform = (): number => random.bits(32) / 2 ** 32;
const rowsOf = (
  names: readonly string[],
  from: number,
  to: number,
  step: number,
  values: () => number[],
): KeyedRows => {
  const builder = new KeyedRowsBuilder(names);
  for (let row = from; row < to; row += step) builder.add(hashId([idOf(row)])!, values());
  return builder.finish();
};
for (let capture = 0; capture < captures; capture++) {
  const [from, to] = [Math.floor((capture * rows) / captures), Math.floor(((capture + 1) * rows) / captures)];
  const keyed = rowsOf([TIME, PREDICTED, SCORE], from, to, 1, () => [hour * HOUR_MS, random.bits(1), uniform()]);
  const key = labelKeys.rows("big", hour, capture.toString(16).padStart(32, "0"), rowsVersion(monitor));
  await store.put(key, predictionBytes({ keyed, classes: ["0", "1"], read: keyed.rows, faults: {} }));
}
for (let file = 0; file < LABEL_FILES; file++) {
  const labels = rowsOf([TIME, LABEL], file, 0.9 * rows, LABEL_FILES, () => [(hour + 2) * HOUR_MS, random.bits(1)]);
  const batch = `file${file}.content`;
  await store.put(labelKeys.labels("big", hour, batch), serialiseRows(labels, ["0", "1"]));
  const entry = new TextEncoder().encode(JSON.stringify({ batch, key: String(file), lastModifiedMs: file }));
  await store.put(labelKeys.file("big", labelsVersion(monitor), `file${file}`), entry);
}

const peakMb = (): number => Math.round(process.resourceUsage().maxRSS / 1_024);
const before = peakMb();
const start = performance.now();
await compactHour(hour, hour * HOUR_MS, deps);
const compacted = performance.now();
const compactedMb = peakMb();
const joined = (await joinedHour(hour, deps))!;
const read = performance.now();
const readMb = peakMb();
const { counts } = labelledPairs(joined.predictions, joined.labels, {
  task: "binary",
  classes: ["0", "1"],
  threshold: 0.5,
});
console.table({
  "making the captures' rows, peak MB": before,
  [`compacting ${rows} predictions of ${captures} captures, seconds`]: ((compacted - start) / 1_000).toFixed(1),
  "peak MB so far (compacting)": compactedMb,
  "reading predictions and labels, seconds": ((read - compacted) / 1_000).toFixed(1),
  "peak MB so far (reading)": readMb,
  "joined, peak MB": peakMb(),
  labelled: counts.labelled,
});
rmSync(folder, { recursive: true });
