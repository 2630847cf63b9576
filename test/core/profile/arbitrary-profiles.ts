import fc from "fast-check";
import type { FeatureBins } from "../../../src/contracts/baseline.js";
import { createRejectLog } from "../../../src/core/decode/reject-log.js";
import { createProfiler } from "../../../src/core/profile/profiler.js";
import { emptyProfile, type Profile } from "../../../src/core/profile/profile.js";
import { OPTIONS, recordBatch, type Cell } from "./record-batches.js";

/** One record: any column may be absent from a whole capture, never from one record of it. */
export interface Row {
  readonly n: Cell;
  readonly c: Cell;
  readonly m: Cell;
}

export const BINS: ReadonlyMap<string, FeatureBins> = new Map<string, FeatureBins>([
  ["n", { kind: "numeric", edges: [-1, 0, 2] }],
  ["c", { kind: "categorical", categories: ["a", "1"], rest: ["b"], overflow: false }],
]);

const number = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.double({ min: -1e3, max: 1e3, noNaN: true }),
  fc.constantFrom<Cell>(null, Infinity, -Infinity, -0, 2n ** 60n, 1e308, -1e308),
);
const category = fc.constantFrom<Cell>("a", "b", "new", "", "\ud800", 1, true, null);
const row: fc.Arbitrary<Row> = fc.record({ n: number, c: category, m: fc.oneof(number, category) });

/** Rows of some captures, from none to enough to leave exact counting. */
export const captures: fc.Arbitrary<Row[][]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.array(row, { maxLength: 20 }) },
    { weight: 1, arbitrary: fc.tuple(fc.array(row), fc.integer()).map(([rows, seed]) => [...rows, ...many(seed)]) },
  ),
  { maxLength: 5 },
);

function many(seed: number): Row[] {
  return Array.from({ length: 700 }, (_, i) => ({ n: Math.sin(seed + i), c: `c${i % 7}`, m: i }));
}

export function profileOfRows(rows: readonly Row[], seed: string, bins: typeof BINS | null): Profile {
  const rejects = createRejectLog();
  if (rows.length % 3 === 1) rejects.reject("malformed", rows.length, "expects JSON");
  const profiler = createProfiler({ ...OPTIONS, seed, bins }, rejects);
  profiler.add(recordBatch({ n: rows.map(({ n }) => n), c: rows.map(({ c }) => c), m: rows.map(({ m }) => m) }));
  return [...profiler.finish().values()][0] ?? { ...emptyProfile(seed, null), binsId: null };
}
