/**
 * Ten million predictions of one hour joined with their labels, as an hour's join would be done: sort by the hash of the id, keep one row of
 * each id, match, count the quality; then the filter of the hour. Seconds and peak memory; half as many rows tell whether the cost is linear.
 * And how many hours a small label file reads out of a month.
 * `npx tsx bench/join.ts [predictions] [share labelled, percent]`
 */
import { buildFilter, mayHold, serialiseFilter } from "../src/core/labels/hash-filter.js";
import { hashId } from "../src/core/labels/id-hash.js";
import { type KeyedRows, KeyedRowsBuilder, TIME } from "../src/core/labels/keyed-rows.js";
import { labelledPairs } from "../src/core/labels/labelled-pairs.js";
import { createLabelledCounter } from "../src/core/labels/count-labelled.js";
import { LABEL } from "../src/core/labels/read-labels.js";
import { PREDICTED, SCORE } from "../src/core/labels/read-predictions.js";
import { measureQuality } from "../src/core/quality/measure.js";
import { SeededRandom } from "../src/core/summaries/hashing.js";

const [rows = 10_000_000, labelled = 90] = process.argv.slice(2).map(Number);
const HOUR_MS = 3_600_000;
const model = { task: "binary", classes: ["0", "1"], threshold: 0.5 } as const;

function idOf(row: number): string {
  return `inference-${(row * 7_919) % 1_000_000_007}-${row}`;
}

function predictions(count: number): KeyedRows {
  const random = new SeededRandom(1);
  const builder = new KeyedRowsBuilder([TIME, PREDICTED, SCORE]);
  for (let row = 0; row < count; row++) {
    const score = random.bits(32) / 2 ** 32;
    builder.add(hashId([idOf(row)])!, [(row / count) * HOUR_MS, score >= 0.5 ? 1 : 0, score]);
  }
  return builder.finish();
}

function labels(count: number): KeyedRows {
  const random = new SeededRandom(2);
  const builder = new KeyedRowsBuilder([TIME, LABEL]);
  for (let row = 0; row < count; row++) {
    if (random.bits(32) / 2 ** 32 < labelled / 100) builder.add(hashId([idOf(row)])!, [2 * HOUR_MS, random.bits(1)]);
  }
  return builder.finish();
}

/** Seconds of one whole join of `count` predictions. */
function join(count: number): { readonly seconds: number; readonly matched: number; readonly accuracy: number } {
  const start = performance.now();
  const said = { keyed: predictions(count), classes: ["0", "1"], read: count, faults: {} };
  const told = { keyed: labels(count), classes: ["0", "1"], read: count, faults: {} };
  const joined = labelledPairs(said, told, model);
  const counter = createLabelledCounter(joined.predictions, joined.labels, model);
  for (let i = 0; i < joined.predictionRows.length; i++) counter.add(joined.predictionRows[i]!, joined.labelRows[i]!);
  const accuracy = measureQuality(counter.finish()).find(({ name }) => name === "accuracy")!.measured;
  const seconds = (performance.now() - start) / 1_000;
  return { seconds, matched: joined.counts.matched, accuracy: accuracy.defined ? accuracy.value : NaN };
}

const peakMb = () => Math.round(process.resourceUsage().maxRSS / 1_024);
const whole = join(rows);
const wholeMb = peakMb();
const half = join(rows / 2);
console.table({
  [`join of ${rows / 2}, seconds`]: half.seconds.toFixed(1),
  [`join of ${rows}, seconds`]: whole.seconds.toFixed(1),
  "whole / half (linear: 2)": (whole.seconds / half.seconds).toFixed(2),
  "peak resident MB of the whole": wholeMb,
  matched: whole.matched,
  "accuracy (labels are coins: 0.5)": whole.accuracy.toFixed(4),
});

/** Hours of a month, 20,000 predictions each; label files whose predictions lie in two of the hours. */
const MONTH_HOURS = 30 * 24;
const HOUR_ROWS = 20_000;
const keyedIds = (from: number, count: number): KeyedRows => {
  const builder = new KeyedRowsBuilder([]);
  for (let row = from; row < from + count; row++) builder.add(hashId([idOf(row)])!, []);
  return builder.finish();
};
const filterStart = performance.now();
const filters = Array.from({ length: MONTH_HOURS }, (_, hour) => buildFilter(keyedIds(hour * HOUR_ROWS, HOUR_ROWS)));
const builtSeconds = (performance.now() - filterStart) / 1_000;
for (const size of [10, 100, 1_000]) {
  const batch = keyedIds(300 * HOUR_ROWS - size / 2, size);
  const start = performance.now();
  const read = filters.filter((filter) => mayHold(filter, batch) > 0).length;
  console.log(
    `${size} labels of 2 hours: ${read} of ${MONTH_HOURS} hours read, tested in ${(performance.now() - start).toFixed(0)} ms ` +
      `(expected by chance ${((MONTH_HOURS - 2) * (1 - (1 - 2 ** -16) ** size)).toFixed(1)})`,
  );
}
console.log(
  `filters of ${MONTH_HOURS} hours of ${HOUR_ROWS}: ${(serialiseFilter(filters[0]!).length / 1_024).toFixed(0)} KB each, built in ${builtSeconds.toFixed(1)} s`,
);
