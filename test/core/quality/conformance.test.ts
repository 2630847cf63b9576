import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mergeQuality } from "../../../src/core/quality/merge.js";
import { measureOne, measureQuality, metricsOf } from "../../../src/core/quality/measure.js";
import type { QualityState } from "../../../src/core/quality/quality-metric.js";
import { parseQuality, serialiseQuality } from "../../../src/core/quality/stored-quality.js";
import { binaryState, multiclassState, regressionState } from "./labelled-rows.js";

const FEW = 8;
const score = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.constantFrom(0, 1, 0.5, 1e-300, 1 - 2 ** -53),
  fc.nat(10).map((tenth) => tenth / 10),
);
const binaryRow = fc.tuple(fc.nat(1), fc.nat(1), score);
// Eighths: labels that differ in their last digits only have no variance that two orders of adding agree on.
const number = fc.oneof(
  fc.integer({ min: -8_000, max: 8_000 }).map((eighths) => eighths / 8),
  fc.constantFrom(0, -0, 5, 5),
);
const regressionRow = fc.tuple(number, number);
const multiclassRow = fc.tuple(fc.nat(2), fc.nat(2), fc.tuple(score, score, score));

/** How each task's rows become a state, with few exact values so that binning is met too. */
const tasks = [
  {
    task: "binary" as const,
    rows: fc.array(binaryRow, { maxLength: 40 }),
    state: (rows: readonly (readonly unknown[])[]): QualityState => {
      const [actual, said, scores] = columns(rows as [number, number, number][]);
      return binaryState(actual!, said!, scores, FEW);
    },
  },
  {
    task: "multiclass" as const,
    rows: fc.array(multiclassRow, { maxLength: 40 }),
    state: (rows: readonly (readonly unknown[])[]): QualityState => {
      const typed = rows as [number, number, [number, number, number]][];
      const probabilities = typed.flatMap(([, , each]) => each);
      return multiclassState(
        ["a", "b", "c"],
        typed.map(([actual]) => actual),
        typed.map(([, said]) => said),
        probabilities,
        FEW,
      );
    },
  },
  {
    task: "regression" as const,
    rows: fc.array(regressionRow, { maxLength: 40 }),
    state: (rows: readonly (readonly unknown[])[]): QualityState => {
      const [actual, said] = columns(rows as [number, number][]);
      return regressionState(actual!, said!, FEW);
    },
  },
];

function columns(rows: readonly number[][]): number[][] {
  return [0, 1, 2].map((column) => rows.map((row) => row[column] ?? 0));
}

/** Sums of doubles depend on the order of rows in their last digits. */
function expectClose(a: QualityState, b: QualityState): void {
  const [left, right] = [measureQuality(a), measureQuality(b)];
  left.forEach((value, i) => {
    const other = right[i]!.measured;
    expect(value.measured.defined, value.name).toBe(other.defined);
    if (!value.measured.defined || !other.defined) return;
    const size = Math.max(1, Math.abs(other.value));
    expect(Math.abs(value.measured.value - other.value) / size, value.name).toBeLessThan(1e-9);
  });
}

describe.each(tasks)("quality of a $task model", ({ task, rows, state }) => {
  it("merged is that of all rows at once, whatever the order", () => {
    fc.assert(
      fc.property(rows, rows, (a, b) => {
        expectClose(mergeQuality(state(a), state(b)), state([...a, ...b]));
        expectClose(mergeQuality(state(a), state(b)), mergeQuality(state(b), state(a)));
      }),
      { numRuns: 60 },
    );
  });

  it("does not change by merging with no rows", () => {
    fc.assert(
      fc.property(rows, (a) => {
        expect(mergeQuality(state(a), state([]))).toEqual(state(a));
        expect(mergeQuality(state([]), state(a))).toEqual(state(a));
      }),
      { numRuns: 30 },
    );
  });

  it("is the same after storing and reading", () => {
    fc.assert(
      fc.property(rows, (a) => {
        expect(parseQuality(serialiseQuality(state(a)))).toEqual(state(a));
      }),
      { numRuns: 30 },
    );
  });

  it("is a finite value within its interval, or undefined with a reason, for every metric and any rows", () => {
    fc.assert(
      fc.property(rows, fc.constantFrom(1, 7.5), (a, omega) => {
        for (const { name, measured } of measureQuality(state(a), omega)) {
          if (!measured.defined) {
            expect(measured.because, name).toMatch(/^[a-z0-9]/);
            continue;
          }
          const { value, low, high, bound } = measured;
          expect(Number.isFinite(value), name).toBe(true);
          expect(bound, name).toBeGreaterThanOrEqual(0);
          const slack = 1e-9 * Math.max(1, Math.abs(value));
          if (low !== null) expect(low, name).toBeLessThanOrEqual(value + slack);
          if (high !== null) expect(high, name).toBeGreaterThanOrEqual(value - slack);
        }
      }),
      { numRuns: 100 },
    );
  });

  it.each(metricsOf(task).map((metric) => ({ metric, name: metric.name })))("says of no rows: $name", ({ metric }) => {
    expect(measureOne(metric, state([]), 1)).toEqual({ defined: false, because: "no row is labelled" });
  });
});

describe("what is undefined says why, never a number", () => {
  const because = (state: QualityState, name: string) => {
    const found = measureQuality(state).find((value) => value.name === name && value.class === null)!.measured;
    return found.defined ? found.value : found.because;
  };

  it.each([
    {
      why: "one class only",
      state: binaryState([1, 1], [1, 0], [0.9, 0.2]),
      name: "roc-auc",
      says: "no row is labelled negative",
    },
    {
      why: "one class only",
      state: binaryState([0, 0], [1, 0], [0.9, 0.2]),
      name: "recall",
      says: "no row is labelled positive",
    },
    {
      why: "no positive prediction",
      state: binaryState([1, 0], [0, 0]),
      name: "precision",
      says: "no row is predicted positive",
    },
    {
      why: "nothing positive",
      state: binaryState([0, 0], [0, 0]),
      name: "f1",
      says: "no row is labelled or predicted positive",
    },
    { why: "a constant answer", state: binaryState([1, 0], [1, 1]), name: "mcc", says: "no row is predicted negative" },
    { why: "no scores", state: binaryState([1, 0], [1, 0]), name: "pr-auc", says: "no row has a score" },
    {
      why: "no scores",
      state: binaryState([1, 0], [1, 0]),
      name: "log-loss",
      says: "it was not counted for all of these rows",
    },
    {
      why: "scores of some rows only",
      state: mergeQuality(binaryState([1, 0], [1, 0], [0.8, 0.3]), binaryState([1], [1])),
      name: "ks",
      says: "only 2 of 3 rows have a score",
    },
    {
      why: "a label of 0",
      state: regressionState([0, 2], [1, 2]),
      name: "mape",
      says: "1 rows have no value: their label is 0",
    },
    { why: "equal labels", state: regressionState([3, 3], [1, 2]), name: "r2", says: "all labels are equal" },
    { why: "labels of 0", state: regressionState([0, 0], [1, 2]), name: "wape", says: "all labels are 0" },
    { why: "one row", state: regressionState([3], [1]), name: "r2", says: "it needs two rows" },
    {
      why: "no probabilities",
      state: multiclassState(["a", "b", "c"], [0, 1], [0, 2]),
      name: "top-2-accuracy",
      says: "no row has probabilities",
    },
    {
      why: "a class without rows",
      state: multiclassState(["a", "b", "c"], [0, 1], [0, 2], [0.5, 0.3, 0.2, 0.1, 0.2, 0.7]),
      name: "macro-roc-auc",
      says: "of c, it is the label of no row",
    },
  ])("$why: $name", ({ state, name, says }) => {
    expect(because(state, name)).toContain(says);
  });

  it("refuses to merge tasks or classes that differ", () => {
    const [two, other] = [multiclassState(["a", "b"], [0], [0]), multiclassState(["a", "c"], [0], [0])];
    expect(() => mergeQuality(two, other)).toThrow("same classes");
    expect(() => mergeQuality(two as QualityState, binaryState([1], [1]))).toThrow("one task");
  });

  it.each(["", "[]", "{}", '{"formatVersion":1,"task":"ranking"}', '{"formatVersion":2,"task":"binary"}', "null"])(
    "refuses %j as a stored state",
    (text) => {
      expect(() => parseQuality(text)).toThrow(/quality state/);
    },
  );
});
