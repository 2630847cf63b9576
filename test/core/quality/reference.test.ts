import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { describe, expect, it } from "vitest";
import { thresholdCurve } from "../../../src/core/quality/binary/curves.js";
import { measureQuality, metricsOf, type QualityValue } from "../../../src/core/quality/measure.js";
import type { QualityState } from "../../../src/core/quality/quality-metric.js";
import { binaryState, multiclassState, regressionState } from "./labelled-rows.js";

type Values = Readonly<Record<string, number>>;

interface BinaryCase {
  readonly name: string;
  readonly actual: number[];
  readonly predicted: number[];
  readonly score: number[];
  readonly values: Values;
  readonly curves?: Readonly<Record<"thresholds" | "fpr" | "tpr" | "precision" | "recall", number[]>>;
}

interface Reference {
  readonly binary: readonly BinaryCase[];
  readonly employment: { readonly rows: number; readonly values: Values };
  readonly multiclass: readonly (Omit<BinaryCase, "score"> & {
    readonly classes: string[];
    readonly probabilities: number[];
    readonly confusion: number[][];
    readonly perClass: Readonly<Record<"precision" | "recall" | "f1", number[]>>;
  })[];
  readonly regression: readonly Pick<BinaryCase, "name" | "actual" | "predicted" | "values">[];
}

const folder = new URL("./", import.meta.url);
// Written by fixtures/reference.py with scikit-learn.
const reference = JSON.parse(readFileSync(new URL("fixtures/reference.json", folder), "utf8")) as Reference;

/** What binned scores of these rows cost at most; all other metrics are exact. */
const BOUNDS: Values = { "roc-auc": 0.0005, gini: 0.001, ks: 0.003, "pr-auc": 0.001 };

const ofAll = (values: readonly QualityValue[]) => values.filter((value) => value.class === null);

/** Every metric of the task, to 1e-12 of its size; what scikit-learn defines otherwise is undefined here. */
function expectEqual(state: QualityState, expected: Values): void {
  for (const { name, measured } of ofAll(measureQuality(state))) {
    const value = expected[name];
    if (value === undefined) {
      expect(measured.defined, name).toBe(false);
    } else if (measured.defined) {
      expect(Math.abs(measured.value - value), name).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(value)));
      expect(measured.bound, name).toBe(0);
    } else {
      expect.fail(`${name} expects ${value}, got undefined because ${measured.because}`);
    }
  }
}

describe("quality metrics equal scikit-learn to 1e-12", () => {
  it.each(reference.binary)("binary: $name", ({ actual, predicted, score, values }) => {
    const names = metricsOf("binary").map(({ name }) => name);
    expect(Object.keys(values).sort()).toEqual([...names].sort());
    expectEqual(binaryState(actual, predicted, score), values);
  });

  it.each(reference.multiclass)("multiclass: $name", ({ classes, actual, predicted, probabilities, ...expected }) => {
    const state = multiclassState(classes, actual, predicted, probabilities);
    expect(state.confusion).toEqual(expected.confusion);
    expectEqual(state, expected.values);
    const values = measureQuality(state);
    for (const [name, each] of Object.entries(expected.perClass)) {
      classes.forEach((ofClass, k) => {
        const found = values.find((value) => value.name === name && value.class === ofClass)!.measured;
        // Where scikit-learn says 0 by convention, the metric is undefined.
        if (found.defined) expect(found.value).toBeCloseTo(each[k]!, 12);
        else expect(each[k]).toBe(0);
      });
    }
  });

  it.each(reference.regression)("regression: $name", ({ actual, predicted, values }) => {
    expectEqual(regressionState(actual, predicted), values);
  });

  it.each(reference.binary.filter(({ curves }) => curves))("curves: $name", ({ actual, predicted, score, curves }) => {
    const points = thresholdCurve(binaryState(actual, predicted, score)).slice(1);
    const close = (found: readonly number[], expected: readonly number[]) => {
      expect(found).toHaveLength(expected.length);
      found.forEach((value, i) => {
        expect(value).toBeCloseTo(expected[i]!, 12);
      });
    };
    close(
      points.map((point) => point.threshold),
      curves!.thresholds,
    );
    close(
      points.map((point) => point.falsePositiveRate),
      curves!.fpr,
    );
    close(
      points.map((point) => point.recall),
      curves!.tpr,
    );
    // scikit-learn's curve ends at the first threshold with full recall.
    const full = points.findIndex((point) => point.recall === 1) + 1;
    expect(curves!.recall.length).toBeGreaterThanOrEqual(full);
    close(
      points.slice(0, full).map((point) => point.precision),
      curves!.precision.slice(0, full),
    );
    close(
      points.slice(0, full).map((point) => point.recall),
      curves!.recall.slice(0, full),
    );
  });
});

describe("the employment model, 208,892 rows", async () => {
  const read = async (name: string) => {
    const path = fileURLToPath(new URL(`../../../examples/employment/data/${name}.parquet`, folder));
    return parquetReadObjects({ file: await asyncBufferFromFile(path) });
  };
  const [rows, labels] = await Promise.all([read("production"), read("labels")]);
  const truth = new Map(labels.map(({ id, employed }) => [id, Number(employed)]));
  const actual = rows.map(({ id }) => truth.get(id)!);
  const predicted = rows.map((row) => Number(row["prediction"]));
  const scores = rows.map((row) => Number(row["predicted_probability"]));
  const { values } = reference.employment;

  it("gives scikit-learn's figures to 1e-12 where all scores are kept", () => {
    expect(actual).toHaveLength(reference.employment.rows);
    expectEqual(binaryState(actual, predicted, scores, 1_000_000), values);
  });

  it("stays within the stated bound where scores are binned, and the bound is small", () => {
    const state = binaryState(actual, predicted, scores);
    expect(state.scores.exact).toBe(false);
    for (const { name, measured } of ofAll(measureQuality(state))) {
      if (!measured.defined) expect.fail(`${name} is undefined`);
      expect(Math.abs(measured.value - values[name]!), name).toBeLessThanOrEqual(measured.bound + 1e-12);
      expect(measured.bound, name).toBeLessThan(BOUNDS[name] ?? 1e-12);
    }
  });
});
