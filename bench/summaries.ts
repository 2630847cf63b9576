/**
 * What each summary costs and how far its estimates are off: `npx tsx bench/summaries.ts`.
 *
 * Times are CPU time per value, median of 7 rounds over a million values in batches of 2,048; compare them with each
 * other, not with another machine. Errors are over seeded trials and the same on every machine.
 */
import { CellKind, type ColumnBatch, type RecordBatch, type RejectLog } from "../src/contracts/records.js";
import { createProfiler } from "../src/core/profile/profiler.js";
import { BatchScratch, PLAIN_NUMBERS } from "../src/core/profile/feed/batch-scratch.js";
import { BatchSorter } from "../src/core/summaries/batch-sorter.js";
import { countSorted } from "../src/core/summaries/bin-counts.js";
import { CategoryAccumulator } from "../src/core/summaries/categories.js";
import { DistinctCounter, estimateDistinct } from "../src/core/summaries/distinct.js";
import { SeededRandom } from "../src/core/summaries/hashing.js";
import { momentsOf } from "../src/core/summaries/moments.js";
import { QuantileSketch, type QuantileState } from "../src/core/summaries/quantile-sketch.js";
import { quantilesOf, rankErrorOf, weightedValuesOfSketch } from "../src/core/summaries/quantiles.js";

const BATCH = 2_048;
const BATCHES = 488;
const ROUNDS = 7;

type Draw = (random: () => number, index: number) => number;

const distributions: Readonly<Record<string, Draw>> = {
  normal: (random) => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random()),
  uniform: (random) => random(),
  "log-normal, sd 2": (random) => Math.exp(2 * Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random())),
  "ages 0-99": (random) => Math.floor(random() * 100),
  "whole 0-9,999": (random) => Math.floor(random() * 10_000),
  "epoch ms, rising": (_, index) => 1.767e12 + index * 40,
  "nine tenths zero": (random) => (random() < 0.9 ? 0 : random()),
};

function uniform(seed: number): () => number {
  const random = new SeededRandom(seed);
  return () => (random.bits(32) + 0.5) / 2 ** 32;
}

function batchesOf(draw: Draw, seed = 1): Float64Array[] {
  const random = uniform(seed);
  return Array.from({ length: BATCHES }, (_, batch) =>
    Float64Array.from({ length: BATCH }, (_, i) => draw(random, batch * BATCH + i)),
  );
}

/** CPU nanoseconds per value of one pass over all batches: median of the rounds, after one that warms up. */
function nanosecondsPerValue(pass: () => void): number {
  pass();
  const times = Array.from({ length: ROUNDS }, () => {
    const before = process.cpuUsage();
    pass();
    const { user, system } = process.cpuUsage(before);
    return ((user + system) * 1_000) / (BATCH * BATCHES);
  });
  return times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)]!;
}

function numericColumn(name: string, numbers: Float64Array): ColumnBatch {
  const kinds = new Uint8Array(numbers.length).fill(CellKind.fractional);
  return { name, kinds, numbers, codes: new Int32Array(numbers.length), dictionary: [] };
}

function textColumn(name: string, categories: number, random: () => number): ColumnBatch {
  const dictionary = Array.from({ length: categories }, (_, i) => `category ${i}`);
  const codes = Int32Array.from({ length: BATCH }, () => Math.floor(random() ** 2 * categories));
  return {
    name,
    kinds: new Uint8Array(BATCH).fill(CellKind.text),
    numbers: new Float64Array(BATCH),
    codes,
    dictionary,
  };
}

const noRejects: RejectLog = {
  reject: () => undefined,
  summary: () => ({ total: 0, byReason: {}, samples: [] }),
};

const COLUMNS = 10;

/** Profiles batches that hold each column ten times, so that the cost per row is shared as it is in captures. */
function profilePass(columns: readonly ColumnBatch[], edges: readonly number[] | null): () => void {
  const names = Array.from({ length: COLUMNS }, (_, i) => `column ${i}`);
  const batches: RecordBatch[] = columns
    .filter((_, i) => i % COLUMNS === 0)
    .map((column) => ({
      rows: BATCH,
      columns: names.map((name) => ({ ...column, name })),
      eventTimeMs: null,
      recordIds: null,
    }));
  const bins = edges && new Map(names.map((name) => [name, { kind: "numeric", edges } as const]));
  return () => {
    const time = { fixedMs: 1.7e12, bounds: null };
    const profiler = createProfiler({ seed: "bench", bins, time, hashKey: "bench" }, noRejects);
    for (const batch of batches) profiler.add(batch);
    profiler.finish();
  };
}

function costs(): void {
  console.log("\nCPU ns per value");
  const edges = [-1.28, -0.84, -0.52, -0.25, 0, 0.25, 0.52, 0.84, 1.28];
  const rows: Record<string, Record<string, string>> = {};
  for (const [name, draw] of Object.entries(distributions)) {
    const batches = batchesOf(draw);
    const columns = batches.map((batch) => numericColumn("x", batch));
    const scratch = new BatchScratch();
    const sorter = new BatchSorter();
    const spare = new Float64Array(BATCH);
    const sorted = batches.map((batch) => batch.slice().sort());
    const counts = new Float64Array(edges.length + 1);
    const per = (pass: (index: number) => void): string =>
      nanosecondsPerValue(() => {
        for (let i = 0; i < BATCHES; i++) pass(i);
      }).toFixed(1);
    const sketch = new QuantileSketch(512, 1);
    const distinct = new DistinctCounter();
    rows[name] = {
      moments: per((i) => void momentsOf(batches[i]!)),
      "copy + sort": per((i) => {
        spare.set(batches[i]!);
        sorter.sort(spare, BATCH, sorted[i]![0]!, sorted[i]![BATCH - 1]!);
      }),
      "library sort": per((i) => {
        spare.set(batches[i]!);
        spare.sort();
      }),
      "gather + moments + sort": per((i) => void scratch.sortedNumbers(columns[i]!, BATCH, PLAIN_NUMBERS)),
      "10 bins": per((i) => {
        countSorted(sorted[i]!, BATCH, edges, counts);
      }),
      quantiles: per((i) => {
        sketch.addSorted(sorted[i]!, BATCH);
      }),
      distinct: per((i) => {
        distinct.addSorted(sorted[i]!, BATCH);
      }),
      "whole profile": nanosecondsPerValue(profilePass(columns, edges)).toFixed(1),
    };
  }
  console.table(rows);
}

function textCosts(): void {
  console.log("\nCPU ns per dictionary-coded text cell");
  const rows: Record<string, Record<string, string>> = {};
  for (const categories of [5, 50, 500, 5_000, 100_000]) {
    const random = uniform(categories);
    const columns = Array.from({ length: BATCHES }, () => textColumn("x", categories, random));
    const names = columns.map(({ codes, dictionary }) => Array.from(codes, (code) => dictionary[code]!));
    rows[`${categories} categories`] = {
      "one map operation per row": nanosecondsPerValue(() => {
        const counter = new CategoryAccumulator();
        for (const batch of names) for (const name of batch) counter.add(name, 1);
      }).toFixed(1),
      "whole profile": nanosecondsPerValue(profilePass(columns, null)).toFixed(1),
    };
  }
  console.table(rows);
}

/** Largest error of the ranks of 199 quantiles. */
function rankError(state: QuantileState, sorted: Float64Array): number {
  const ranks = Array.from({ length: 199 }, (_, i) => (i + 1) / 200);
  const estimates = quantilesOf(weightedValuesOfSketch(state), ranks);
  return Math.max(
    ...estimates.map((value, i) => {
      const low = countBelow(sorted, value, false) / sorted.length;
      const high = countBelow(sorted, value, true) / sorted.length;
      return Math.max(0, low - ranks[i]!, ranks[i]! - high);
    }),
  );
}

function countBelow(sorted: Float64Array, value: number, orEqual: boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value || (orEqual && sorted[middle] === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function sketchOf(values: Float64Array, batch: number, k: number, seed: number): QuantileState {
  const sketch = new QuantileSketch(k, seed);
  for (let from = 0; from < values.length; from += batch) {
    const part = values.slice(from, from + batch).sort();
    sketch.addSorted(part, part.length);
  }
  return sketch.state();
}

function mergedSketch(values: Float64Array, parts: number, k: number, seed: number): QuantileState {
  const merged = new QuantileSketch(k, seed);
  const size = Math.ceil(values.length / parts);
  for (let part = 0; part < parts; part++) {
    const slice = values.slice(part * size, (part + 1) * size);
    merged.merge(sketchOf(slice, BATCH, k, seed * 10_007 + part), part);
  }
  return merged.state();
}

function percent(values: readonly number[], rank: number): string {
  const sorted = [...values].sort((a, b) => a - b);
  return `${(sorted[Math.ceil(rank * sorted.length) - 1]! * 100).toFixed(3)} %`;
}

function quantileErrors(trials: number): void {
  console.log(`\nLargest rank error of 199 quantiles, ${trials} trials each: median / 99th percentile`);
  for (const k of [256, 512, 1_024]) {
    const rows: Record<string, Record<string, string>> = {};
    for (const [name, draw] of Object.entries(distributions)) {
      const run = (rows: number, make: (values: Float64Array, seed: number) => QuantileState): string => {
        const errors = Array.from({ length: trials }, (_, trial) => {
          const random = uniform(trial + 1);
          const values = Float64Array.from({ length: rows }, (_, i) => draw(random, i));
          return rankError(make(values, trial + 1), values.slice().sort());
        });
        return `${percent(errors, 0.5)} / ${percent(errors, 0.99)}`;
      };
      rows[name] = {
        "10,000 rows": run(10_000, (values, seed) => sketchOf(values, BATCH, k, seed)),
        "300,000 rows": run(300_000, (values, seed) => sketchOf(values, BATCH, k, seed)),
        "1,000 x 300 merged": run(300_000, (values, seed) => mergedSketch(values, 1_000, k, seed)),
        "100 x 3,000 merged": run(300_000, (values, seed) => mergedSketch(values, 100, k, seed)),
      };
    }
    console.log(`k = ${k}, stated bound ${(rankErrorOf(k) * 100).toFixed(3)} %`);
    console.table(rows);
  }
}

function distinctErrors(trials: number): void {
  console.log(`\nDistinct count, ${trials} trials each`);
  const rows: Record<string, Record<string, string>> = {};
  for (const n of [100, 1_000, 3_000, 10_000, 30_000, 100_000, 1_000_000]) {
    const errors = Array.from({ length: trials }, (_, trial) => {
      const counter = new DistinctCounter();
      counter.addSorted(
        Float64Array.from({ length: n }, (_, i) => i + trial * 1e7),
        n,
      );
      return estimateDistinct(counter.state()) / n - 1;
    });
    const mean = errors.reduce((a, b) => a + b, 0) / trials;
    const rms = Math.sqrt(errors.reduce((a, b) => a + b * b, 0) / trials);
    rows[n] = { bias: `${(mean * 100).toFixed(2)} %`, "rms error": `${(rms * 100).toFixed(2)} %` };
  }
  console.table(rows);
}

const quick = process.argv.includes("--quick");
costs();
textCosts();
distinctErrors(quick ? 20 : 100);
if (!process.argv.includes("--costs")) quantileErrors(quick ? 10 : 100);
