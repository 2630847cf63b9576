import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ByteSource } from "../../src/contracts/decoding.js";
import { memorySource } from "../../src/core/decode/memory-source.js";
import { openPart } from "../../src/core/decode/parts/open-part.js";
import { planParts } from "../../src/core/decode/parts/part-plan.js";
import { openCapture } from "../../src/core/decode/open-capture.js";
import { createRejectLog } from "../../src/core/decode/reject-log.js";
import { createProfileMerger } from "../../src/core/profile/merge.js";
import { createProfiler } from "../../src/core/profile/profiler.js";
import type { Profile } from "../../src/core/profile/profile.js";
import { parseProfile, serialiseProfile } from "../../src/core/profile/serialise.js";
import { captureLine, csvLine, HEADER, randomNumbers, writeLines } from "../decode/captures.js";
import { fileSource } from "../decode/file-source.js";

/** What a piece of work was measured to take. */
export interface Work {
  readonly cpuMs: number;
  /** Of a value, a record or an object that was worked on. */
  readonly units: number;
  readonly bytes: number;
}

/** The work of one size, in a process that does nothing else. */
export interface Measured extends Work {
  readonly size: number;
  readonly peakMb: number;
}

/** Lines that are repeated where an object is larger than anyone wants on a disk. */
const BLOCK_ROWS = 20_000;

/** Rows of a capture of 20 features. */
export async function profileRows(rows: number): Promise<Work> {
  const random = randomNumbers(1);
  const lines = Array.from({ length: Math.min(rows, BLOCK_ROWS) }, (_, row) => `${captureLine(random, row)}\n`);
  const block = Buffer.from(lines.join(""));
  const repeats = Math.ceil(rows / lines.length);
  return measured(rows, repeats * block.length, () => profile(repeated(block, repeats), "time"));
}

/** A capture of about a gigabyte, every line another, from a file. */
export async function profileGigabyte(rows: number): Promise<Work> {
  const folder = mkdtempSync(join(tmpdir(), "plumbline-bench-"));
  try {
    const random = randomNumbers(1);
    const file = join(folder, "capture.jsonl");
    await writeLines(file, null, rows, (row) => captureLine(random, row / 50));
    const source = fileSource(file);
    return await measured(rows, source.sizeBytes, () => profile(source, "time"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Parts that an object is cut into. */
const PARTS = 8;

/** A CSV object in parts: what planning them costs, since it reads the object once to see where records end. */
export async function planTable(rows: number): Promise<Work> {
  const source = tableOf(rows);
  return measured(rows, source.sizeBytes, () => planParts(source, "csv", {}, source.sizeBytes / PARTS));
}

/** The same, read in parts, whose profiles are merged. */
export async function profileTableInParts(rows: number): Promise<Work> {
  const source = tableOf(rows);
  return measured(rows, source.sizeBytes, async () => {
    const plan = await planParts(source, "csv", {}, source.sizeBytes / PARTS);
    const merger = createProfileMerger();
    for (const [i, part] of plan!.parts.entries()) {
      const rejects = createRejectLog();
      const profiler = createProfiler({ ...TABLE, seed: `${source.name} ${i}` }, rejects);
      for await (const batch of openPart(source, plan!, part, { metadata: false }, rejects)) profiler.add(batch);
      for (const each of profiler.finish().values()) merger.add(each);
    }
    if (merger.finish().records !== rows) throw new Error("the parts hold another number of records");
  });
}

export async function profileTable(rows: number): Promise<Work> {
  const source = tableOf(rows);
  return measured(rows, source.sizeBytes, () => profile(source, false));
}

const TABLE = { bins: null, time: { fixedMs: 0, bounds: null }, hashKey: "bench" } as const;

function tableOf(rows: number): ByteSource {
  const random = randomNumbers(4);
  const lines = Array.from({ length: rows }, () => `${csvLine(random)}\n`);
  return memorySource("table.csv", Buffer.from(`${HEADER.join(",")}\n${lines.join("")}`));
}

const WIDE_ROWS = 2_048;

/** A table of so many columns, two thirds of them numbers. */
export async function profileColumns(columns: number): Promise<Work> {
  const random = randomNumbers(2);
  const cell = (column: number): string =>
    column % 3 === 2 ? `plan-${Math.floor(random() * 50)}` : (random() * 1_000).toFixed(2);
  const line = (): string => Array.from({ length: columns }, (_, column) => cell(column)).join(",");
  const header = Array.from({ length: columns }, (_, column) => `column_${column}`).join(",");
  const text = Buffer.from(`${[header, ...Array.from({ length: WIDE_ROWS }, line)].join("\n")}\n`);
  return measured(columns * WIDE_ROWS, text.length, () => profile(memorySource("wide.csv", text), false));
}

const SMALL_ROWS = 50;
const DIFFERENT = 20;

/** So many captures of 50 records: profiled, stored, read back and merged, as an hour's are. */
export async function profileObjects(objects: number): Promise<Work> {
  const random = randomNumbers(3);
  const captures = Array.from({ length: DIFFERENT }, () =>
    Buffer.from(Array.from({ length: SMALL_ROWS }, (_, row) => `${captureLine(random, row)}\n`).join("")),
  );
  const bytes = objects * captures[0]!.length;
  return measured(objects, bytes, async () => {
    const merger = createProfileMerger();
    for (let i = 0; i < objects; i++) {
      const profiles = await profile(memorySource(`capture ${i}`, captures[i % DIFFERENT]!), "time");
      for (const each of profiles) merger.add(parseProfile(serialiseProfile(each)));
    }
    serialiseProfile(merger.finish());
  });
}

async function profile(source: ByteSource, metadata: "time" | false): Promise<Profile[]> {
  const rejects = createRejectLog();
  const time = metadata === "time" ? ({ metadata: true } as const) : { fixedMs: 0 };
  const profiler = createProfiler(
    { seed: source.name, bins: null, time: { ...time, bounds: null }, hashKey: "bench" },
    rejects,
  );
  for await (const batch of openCapture(source, "auto", { metadata }, rejects)) profiler.add(batch);
  if (rejects.summary().total > 0) throw new Error(`rejected ${JSON.stringify(rejects.summary())}`);
  return [...profiler.finish().values()];
}

async function measured(units: number, bytes: number, work: () => Promise<unknown>): Promise<Work> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { cpuMs: (user + system) / 1_000, units, bytes };
}

function repeated(block: Uint8Array, times: number): ByteSource {
  return {
    name: "capture.jsonl",
    sizeBytes: times * block.length,
    async *stream() {
      for (let i = 0; i < times; i++) {
        // In chunks of 1 MB, as objects arrive.
        for (let at = 0; at < block.length; at += 1 << 20)
          yield await Promise.resolve(block.subarray(at, at + (1 << 20)));
      }
    },
    read: () => Promise.reject(new Error("is read as a stream")),
  };
}
