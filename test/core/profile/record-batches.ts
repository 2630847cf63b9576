import type { FeatureBins } from "../../../src/contracts/baseline.js";
import { CellKind, type ColumnBatch, type RecordBatch } from "../../../src/contracts/records.js";
import { createRejectLog } from "../../../src/core/decode/reject-log.js";
import type { ProfileOptions } from "../../../src/core/profile/options.js";
import { createProfiler } from "../../../src/core/profile/profiler.js";
import type { ColumnProfile, Profile } from "../../../src/core/profile/profile.js";

/** A bigint stands for a whole number beyond 2^53; null and NaN are missing. */
export type Cell = number | string | boolean | bigint | null;

export const HOUR_MS = 3_600_000;
/** 2026-08-01T00:00:00Z. */
export const AUGUST_MS = Date.UTC(2026, 7, 1);
export const AUGUST = AUGUST_MS / HOUR_MS;

function kindOf(cell: Cell): CellKind {
  if (cell === null || Number.isNaN(cell)) return CellKind.missing;
  if (typeof cell === "bigint") return CellKind.bigInteger;
  if (typeof cell === "boolean") return CellKind.boolean;
  if (typeof cell === "string") return CellKind.text;
  return Number.isInteger(cell) ? CellKind.integer : CellKind.fractional;
}

export function columnBatch(name: string, cells: readonly Cell[]): ColumnBatch {
  const dictionary = [
    ...new Set(
      cells.flatMap((cell) => (typeof cell === "string" ? cell : typeof cell === "bigint" ? String(cell) : [])),
    ),
  ];
  const codeOf = new Map(dictionary.map((text, code) => [text, code]));
  return {
    name,
    kinds: Uint8Array.from(cells, kindOf),
    numbers: Float64Array.from(cells, (cell) => (cell === null || typeof cell === "string" ? NaN : Number(cell))),
    codes: Int32Array.from(cells, (cell) => codeOf.get(String(cell)) ?? -1),
    dictionary,
  };
}

export function recordBatch(
  columns: Readonly<Record<string, readonly Cell[]>>,
  eventTimeMs?: readonly number[],
): RecordBatch {
  const entries = Object.entries(columns);
  return {
    rows: entries[0]?.[1].length ?? 0,
    columns: entries.map(([name, cells]) => columnBatch(name, cells)),
    eventTimeMs: eventTimeMs ? Float64Array.from(eventTimeMs) : null,
    recordIds: null,
  };
}

export const OPTIONS: ProfileOptions = {
  seed: "captures/one.jsonl",
  bins: null,
  time: { fixedMs: AUGUST_MS, bounds: null },
  hashKey: "key of this test",
};

export function binsFor(bins: Readonly<Record<string, FeatureBins>>): ReadonlyMap<string, FeatureBins> {
  return new Map(Object.entries(bins));
}

/** The one profile of batches that lie in one hour. */
export function profileOf(batches: readonly RecordBatch[], options: Partial<ProfileOptions> = {}): Profile {
  const profiler = createProfiler({ ...OPTIONS, ...options }, createRejectLog());
  for (const batch of batches) profiler.add(batch);
  const [profile, ...others] = profiler.finish().values();
  if (!profile || others.length > 0) throw new Error("expects records of exactly one hour");
  return profile;
}

/** The summary of one column called x. */
export function columnProfile(cells: readonly Cell[], options: Partial<ProfileOptions> = {}): ColumnProfile {
  return profileOf([recordBatch({ x: cells })], options).columns[0]!;
}
