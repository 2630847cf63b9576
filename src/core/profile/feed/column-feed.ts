import type { FeatureBins } from "../../../contracts/baseline.js";
import { CellKind, type ColumnBatch } from "../../../contracts/records.js";
import { countSorted } from "../../summaries/bin-counts.js";
import { CATEGORY_CAP } from "../../summaries/categories.js";
import { mergeTextLengths } from "../../summaries/text-lengths.js";
import { BIG_INTEGERS, PLAIN_NUMBERS, type BatchScratch, type SortedNumbers } from "./batch-scratch.js";
import { UNSEEN, type CategoryNames } from "./category-names.js";
import type { ColumnSummary } from "../column-summary.js";
import type { RecalledCategories } from "./recalled-categories.js";

/** Unseen values are counted by keyed hash, the most frequent of them. */
const UNSEEN_CAP = 100;

/** How one column's cells are counted. */
export interface ColumnPlan {
  readonly bins: FeatureBins | null;
  /** True where all values, numbers too, are categories. */
  readonly asCategories: boolean;
  readonly names: CategoryNames;
  readonly quantileK: number;
  /** Seed of the quantile sketch's coins. */
  readonly seed: number;
  readonly recalled: RecalledCategories;
}

/** Takes the first `rows` cells of a column into its summary. Costs no map operation per row. */
export function feedColumn(
  summary: ColumnSummary,
  column: ColumnBatch,
  rows: number,
  plan: ColumnPlan,
  scratch: BatchScratch,
): void {
  const kinds = scratch.kindCounts(column, rows);
  summary.addKinds(kinds, rows);
  if (plan.bins) summary.binCounts(binsOf(plan.bins));
  if (kinds[CellKind.integer]! + kinds[CellKind.fractional]! > 0) feedNumbers(summary, column, rows, plan, scratch);
  if (kinds[CellKind.bigInteger]! > 0) feedBigIntegers(summary, column, rows, plan, scratch);
  if (kinds[CellKind.boolean]! > 0) feedBooleans(summary, column, rows, plan);
  if (kinds[CellKind.text]! > 0) feedTexts(summary, column, rows, plan, scratch);
}

function binsOf(bins: FeatureBins): number {
  return bins.kind === "numeric" ? bins.edges.length + 1 : bins.categories.length + 1;
}

function feedNumbers(
  summary: ColumnSummary,
  column: ColumnBatch,
  rows: number,
  plan: ColumnPlan,
  scratch: BatchScratch,
): void {
  const sorted = scratch.sortedNumbers(column, rows, PLAIN_NUMBERS);
  if (plan.asCategories) {
    feedNumbersAsCategories(summary, sorted, plan);
    return;
  }
  countNumericBins(summary, sorted, plan);
  const numbers = summary.numberSummary(plan.quantileK, plan.seed);
  numbers.addInfinite(sorted.negative, sorted.positive);
  numbers.addSorted(sorted.values, sorted.length, sorted.moments);
}

function countNumericBins(summary: ColumnSummary, sorted: SortedNumbers, plan: ColumnPlan): void {
  if (plan.bins?.kind !== "numeric") return;
  const { edges } = plan.bins;
  const counts = summary.binCounts(edges.length + 1);
  countSorted(sorted.values, sorted.length, edges, counts);
  counts[0]! += sorted.negative;
  counts[edges.length]! += sorted.positive;
}

function feedNumbersAsCategories(summary: ColumnSummary, sorted: SortedNumbers, plan: ColumnPlan): void {
  const { values, length, negative, positive } = sorted;
  if (negative > 0) countCategory(summary, plan, "-Infinity", negative);
  if (positive > 0) countCategory(summary, plan, "Infinity", positive);
  for (let start = 0, end = 0; start < length; start = end) {
    const value = values[start]!;
    while (end < length && values[end] === value) end++;
    countCategory(summary, plan, String(value), end - start);
  }
}

function feedBigIntegers(
  summary: ColumnSummary,
  column: ColumnBatch,
  rows: number,
  plan: ColumnPlan,
  scratch: BatchScratch,
): void {
  const used = scratch.codeCounts(column, rows, CellKind.bigInteger);
  const digits: string[] = [];
  for (let i = 0; i < used.length; i++) {
    const text = column.dictionary[used.codes[i]!] ?? "";
    if (plan.asCategories) countCategory(summary, plan, text, used.counts[used.codes[i]!]!);
    else digits.push(text);
  }
  scratch.release(used);
  if (plan.asCategories) return;
  const sorted = scratch.sortedNumbers(column, rows, BIG_INTEGERS);
  countNumericBins(summary, sorted, plan);
  const numbers = summary.numberSummary(plan.quantileK, plan.seed);
  numbers.addInfinite(sorted.negative, sorted.positive);
  numbers.addBigIntegers(sorted.values, sorted.length, sorted.moments, digits);
}

function feedBooleans(summary: ColumnSummary, column: ColumnBatch, rows: number, plan: ColumnPlan): void {
  if (plan.bins?.kind === "numeric") return;
  const counts = [0, 0];
  for (let row = 0; row < rows; row++) {
    if (column.kinds[row] === CellKind.boolean) counts[column.numbers[row] ? 1 : 0]!++;
  }
  for (const [value, count] of counts.entries()) {
    if (count > 0) countCategory(summary, plan, value === 1 ? "true" : "false", count);
  }
}

function feedTexts(
  summary: ColumnSummary,
  column: ColumnBatch,
  rows: number,
  plan: ColumnPlan,
  scratch: BatchScratch,
): void {
  const used = scratch.codeCounts(column, rows, CellKind.text);
  // Text in a numeric feature is counted by kind only: it fits no bin and is no category.
  const counted = plan.bins?.kind !== "numeric";
  const known = plan.bins ? null : plan.recalled.of(summary, column.dictionary);
  let [total, min, max, cells] = [0, Infinity, 0, 0];
  for (let i = 0; i < used.length; i++) {
    const code = used.codes[i]!;
    const text = column.dictionary[code] ?? "";
    const count = used.counts[code]!;
    cells += count;
    total += text.length * count;
    min = Math.min(min, text.length);
    max = Math.max(max, text.length);
    if (known) countKnown(summary, plan, known, code, text, count);
    else if (counted) countCategory(summary, plan, text, count);
  }
  scratch.release(used);
  summary.textLengths = mergeTextLengths(summary.textLengths, { count: cells, total, min, max });
}

/** A text of a column without bins: its name is looked up once per dictionary. */
function countKnown(
  summary: ColumnSummary,
  plan: ColumnPlan,
  known: NonNullable<ReturnType<RecalledCategories["of"]>>,
  code: number,
  text: string,
  count: number,
): void {
  const categories = summary.categoryCounts(CATEGORY_CAP);
  const before = known[code];
  known[code] = before ? categories.addAgain(before, count) : categories.add(plan.names.nameOf(text), count);
}

/** @param value the value's text; of a number the shortest decimal, so that 1.0 is 1 and -0 is 0 */
function countCategory(summary: ColumnSummary, plan: ColumnPlan, value: string, count: number): void {
  if (plan.bins?.kind !== "categorical") {
    summary.categoryCounts(CATEGORY_CAP).add(plan.names.nameOf(value), count);
    return;
  }
  const bin = plan.names.binOf(value);
  if (bin !== UNSEEN) {
    summary.binCounts(plan.bins.categories.length + 1)[bin]! += count;
    return;
  }
  summary.unseen += count;
  summary.categoryCounts(UNSEEN_CAP).add(plan.names.nameOf(value), count);
}
