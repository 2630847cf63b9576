/**
 * Merging 1,000 stored profiles of 500 columns one by one, as an hour's analysis does: time and memory.
 * `npx tsx bench/merge-profiles.ts [profiles] [columns] [rows]`
 */
import { CellKind, type RecordBatch, type RejectLog } from "../src/contracts/records.js";
import { createProfileMerger } from "../src/core/profile/merge.js";
import { createProfiler } from "../src/core/profile/profiler.js";
import { parseProfile, serialiseProfile } from "../src/core/profile/serialise.js";
import { SeededRandom } from "../src/core/summaries/hashing.js";

const [profiles = 1_000, columns = 500, rows = 2_000] = process.argv.slice(2).map(Number);
const DIFFERENT = 5;
const noRejects: RejectLog = { reject: () => undefined, summary: () => ({ total: 0, byReason: {}, samples: [] }) };

function stored(seed: number): Uint8Array {
  const random = new SeededRandom(seed);
  const unit = (): number => (random.bits(32) + 0.5) / 2 ** 32;
  const time = { fixedMs: 1.7e12, bounds: null };
  const profiler = createProfiler({ seed: `capture ${seed}`, bins: null, time, hashKey: "bench" }, noRejects);
  const batch: RecordBatch = {
    rows,
    columns: Array.from({ length: columns }, (_, i) => ({
      name: `column ${i}`,
      kinds: new Uint8Array(rows).fill(i % 5 === 4 ? CellKind.text : CellKind.fractional),
      numbers: Float64Array.from({ length: rows }, unit),
      codes: Int32Array.from({ length: rows }, () => Math.floor(unit() * 50)),
      dictionary: Array.from({ length: 50 }, (_, code) => `category ${code}`),
    })),
    eventTimeMs: null,
    recordIds: null,
  };
  profiler.add(batch);
  return serialiseProfile([...profiler.finish().values()][0]!);
}

const files = Array.from({ length: DIFFERENT }, (_, i) => stored(i + 1));
const before = process.cpuUsage();
const merger = createProfileMerger();
for (let i = 0; i < profiles; i++) merger.add(parseProfile(files[i % DIFFERENT]!));
const merged = serialiseProfile(merger.finish());
const { user, system } = process.cpuUsage(before);
console.table({
  "profiles x columns x rows": `${profiles} x ${columns} x ${rows}`,
  "stored profile, KB": Math.round(files[0]!.length / 1_024),
  "merged profile, KB": Math.round(merged.length / 1_024),
  "CPU seconds": ((user + system) / 1e6).toFixed(1),
  "CPU microseconds per column": ((user + system) / (profiles * columns)).toFixed(1),
  "peak resident MB": Math.round(process.resourceUsage().maxRSS / 1_024),
});
