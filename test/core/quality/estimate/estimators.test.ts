import { describe, expect, it } from "vitest";
import {
  classifierGaps,
  type ClassifierEstimator,
  estimateClassifier,
  learnClassifier,
  mergeStrata,
  stratify,
} from "../../../../src/core/quality/estimate/classifier-estimator.js";
import { calibrateStatistics } from "../../../../src/core/calibration/statistic/calibrate-statistics.js";
import { judgeStatistics } from "../../../../src/core/calibration/statistic/judge-statistics.js";
import { strataEdges, stratumOf } from "../../../../src/core/quality/estimate/strata.js";
import {
  estimateRegression,
  learnRegression,
  mergeRegressionStrata,
  regressionGaps,
  stratifyRegression,
} from "../../../../src/core/quality/estimate/regression-estimator.js";
import { measureQuality } from "../../../../src/core/quality/measure.js";
import { normals, uniforms } from "../../drift/seeded-random.js";
import { binaryState, multiclassState, regressionState } from "../labelled-rows.js";

const uniform = uniforms(71);
const normal = normals(72);
const logistic = (x: number) => 1 / (1 + Math.exp(-x));

/** Rows of a model whose scores are too sure of themselves; `shift` moves the inputs, `flipped` labels lose their relation to them. */
function binaryDraw(rows: number, shift = 0, flipped = 0) {
  const [actual, predicted, scores]: number[][] = [[], [], []];
  for (let i = 0; i < rows; i++) {
    const x = normal() + shift;
    const truth = uniform() < flipped ? uniform() < 0.3 : uniform() < logistic(x - 0.5);
    const score = logistic(2.5 * x - 1);
    actual!.push(truth ? 1 : 0);
    predicted!.push(score >= 0.5 ? 1 : 0);
    scores!.push(score);
  }
  return { rows, actual: actual!, predicted: predicted!, scores: scores! };
}

type Drawn = ReturnType<typeof binaryDraw>;
const columns = ({ rows, actual, predicted, scores }: Drawn) => ({
  rows,
  actual: Float64Array.from(actual),
  predicted: Float64Array.from(predicted),
  scores: Float64Array.from(scores),
});
const unlabelled = (drawn: Drawn) => ({ ...columns(drawn), actual: null });

function realised(drawn: Drawn): Map<string, number> {
  const values = measureQuality(binaryState(drawn.actual, drawn.predicted, drawn.scores));
  return new Map(values.flatMap(({ name, measured }) => (measured.defined ? [[name, measured.value]] : [])));
}

describe("strata", () => {
  it("cut a reference into equal parts, ties kept together", () => {
    const edges = strataEdges(Float64Array.from({ length: 1_000 }, (_, i) => (i * 377) % 1_000));
    expect(edges).toEqual([200, 400, 600, 800]);
    expect([-5, 0, 199, 200, 999, 5_000].map((value) => stratumOf(value, edges))).toEqual([0, 0, 0, 1, 4, 4]);
    expect(strataEdges(new Float64Array(1_000).fill(3))).toEqual([]);
    expect(strataEdges(Float64Array.of(1, 2))).toEqual([]);
  });
});

describe("estimated quality of a binary model", () => {
  const estimator = learnClassifier("binary", 1, columns(binaryDraw(20_000)));

  it("by hand: one stratum, (k + 0.5) / (m + 1) positives of each answer", () => {
    // Of 3 rows said positive 2 are, of 2 said negative 0: rates 2.5 / 4 and 0.5 / 3. Now 4 said positive, 4 negative:
    // accuracy (4 x 0.625 + 4 x (1 - 1/6)) / 8 = 0.72916..., precision 0.625, recall 2.5 / (2.5 + 4/6).
    const small: ClassifierEstimator = learnClassifier("binary", 1, {
      rows: 5,
      predicted: Float64Array.of(1, 1, 1, 0, 0),
      actual: Float64Array.of(1, 1, 0, 0, 0),
      scores: Float64Array.of(0.9, 0.8, 0.7, 0.3, 0.2),
    });
    const now = {
      rows: 8,
      predicted: Float64Array.of(1, 1, 1, 1, 0, 0, 0, 0),
      actual: null,
      scores: new Float64Array(8).fill(0.5),
    };
    const values = new Map(estimateClassifier(small, stratify(small, now)).map(({ name, value }) => [name, value]));
    expect(values.get("accuracy")).toBeCloseTo(35 / 48, 12);
    expect(values.get("precision")).toBeCloseTo(0.625, 12);
    expect(values.get("recall")).toBeCloseTo(2.5 / (2.5 + 2 / 3), 12);
    expect(values.get("roc-auc")).toBeCloseTo(0.5, 12);
    // Every score is 0.5, whatever is true.
    expect(values.get("log-loss")).toBeCloseTo(Math.log(2), 12);
  });

  it("of no rows is nothing", () => {
    const none = stratify(estimator, {
      rows: 0,
      predicted: new Float64Array(0),
      actual: null,
      scores: new Float64Array(0),
    });
    expect(estimateClassifier(estimator, none)).toEqual([]);
    expect(classifierGaps(estimator, none)).toEqual([]);
  });

  it.each([
    { world: "unchanged inputs", shift: 0 },
    { world: "inputs that moved by half a standard deviation", shift: 0.5 },
    { world: "inputs that moved the other way", shift: -0.8 },
  ])("holds what labels say in about 95 of 100 windows of $world", ({ shift }) => {
    const held = new Map<string, number>();
    const windows = 100;
    for (let window = 0; window < windows; window++) {
      const drawn = binaryDraw(1_000, shift);
      const truth = realised(drawn);
      for (const { name, value, low, high } of estimateClassifier(estimator, stratify(estimator, unlabelled(drawn)))) {
        expect(value).toBeGreaterThanOrEqual(low);
        expect(value).toBeLessThanOrEqual(high);
        if (low <= truth.get(name)! && truth.get(name)! <= high) held.set(name, (held.get(name) ?? 0) + 1);
      }
    }
    expect(held.size).toBe(6);
    // 95 % of 100 windows: standard deviation 2.2 points; strata are one reference, so all windows share its errors.
    for (const [name, times] of held) expect(times / windows, name).toBeGreaterThan(0.86);
  });

  it("is blind to concept drift, which the gap to the labels finds", () => {
    const drifted = binaryDraw(4_000, 0, 0.5);
    const strata = stratify(estimator, columns(drifted));
    const estimate = estimateClassifier(estimator, strata).find(({ name }) => name === "accuracy")!;
    const truth = realised(drifted).get("accuracy")!;
    expect(estimate.value - truth).toBeGreaterThan(0.05);
    const [accuracy] = classifierGaps(estimator, strata);
    expect(accuracy).toMatchObject({ name: "accuracy", rows: 4_000 });
    expect(accuracy!.difference).toBeCloseTo(truth - estimate.value, 12);
    expect(accuracy!.z).toBeLessThan(-6);
  });

  it("has gaps with z about standard normal where nothing but the inputs changed", () => {
    const z = Array.from({ length: 300 }, () =>
      classifierGaps(estimator, stratify(estimator, columns(binaryDraw(500, 0.4)))).map((gap) => gap.z),
    );
    for (const gap of [0, 1]) {
      const values = z.map((each) => each[gap]!);
      const sd = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
      // Root mean square of 300 standard normals: 1 +- 0.04.
      expect(sd).toBeGreaterThan(0.85);
      expect(sd).toBeLessThan(1.2);
    }
  });

  it("gaps go through the calibrated machinery: quiet while nothing changes, drifting once the concept does", () => {
    const hour = (index: number, flipped: number) => {
      const gaps = classifierGaps(estimator, stratify(estimator, columns(binaryDraw(400, 0, flipped))));
      return { hour: index, rows: 400, values: gaps.map(({ standardised }) => standardised) };
    };
    const reference = Array.from({ length: 28 * 24 }, (_, i) => hour(i, 0));
    const options = { budget: 1, season: false, omegaFloor: 1, minimumEffect: 0.05, minimumRows: 30 };
    const calibration = calibrateStatistics(reference, options);
    const quiet = Array.from({ length: 24 }, (_, i) => hour(28 * 24 + i, 0));
    const drifting = (windows: typeof quiet) =>
      judgeStatistics(calibration, windows).filter(({ state }) => state === "drifting");
    expect(drifting(quiet)).toEqual([]);
    const changed = Array.from({ length: 24 }, (_, i) => hour(29 * 24 + i, 0.35));
    expect(drifting(changed).map(({ index, lens }) => `${index} ${lens}`)).toContain("0 day");
  });

  it("adds up over rows", () => {
    const [a, b] = [binaryDraw(300), binaryDraw(200, 1)];
    const both = stratify(
      estimator,
      columns({
        rows: 500,
        actual: [...a.actual, ...b.actual],
        predicted: [...a.predicted, ...b.predicted],
        scores: [...a.scores, ...b.scores],
      }),
    );
    const merged = mergeStrata(stratify(estimator, columns(a)), stratify(estimator, columns(b)));
    expect(merged.classes[0]!.rows).toEqual(both.classes[0]!.rows);
    expect(merged.classes[0]!.positives).toEqual(both.classes[0]!.positives);
    estimateClassifier(estimator, merged).forEach(({ value }, i) => {
      expect(value).toBeCloseTo(estimateClassifier(estimator, both)[i]!.value, 10);
    });
  });
});

describe("estimated quality of a model with several classes", () => {
  const draw = (rows: number, shift: number) => {
    const [actual, predicted, scores]: number[][] = [[], [], []];
    for (let i = 0; i < rows; i++) {
      const logits = [normal() + shift, normal(), normal() - 0.3];
      const sum = logits.reduce((total, each) => total + Math.exp(each), 0);
      const drawn = uniform() * sum;
      const truth = drawn < Math.exp(logits[0]!) ? 0 : drawn < Math.exp(logits[0]!) + Math.exp(logits[1]!) ? 1 : 2;
      // Overconfident: twice the logits.
      const said = logits.map((each) => Math.exp(2 * each));
      const total = said.reduce((all, each) => all + each, 0);
      actual!.push(truth);
      predicted!.push(said.indexOf(Math.max(...said)));
      scores!.push(...said.map((each) => each / total));
    }
    return { rows, actual: actual!, predicted: predicted!, scores: scores! };
  };

  it("follows inputs that moved", () => {
    const estimator = learnClassifier("multiclass", 3, columns(draw(30_000, 0)));
    const now = draw(20_000, 0.7);
    const state = multiclassState(["a", "b", "c"], now.actual, now.predicted, now.scores);
    const truth = new Map(
      measureQuality(state)
        .filter((each) => each.class === null)
        .map(({ name, measured }) => [name, measured]),
    );
    const estimates = estimateClassifier(estimator, stratify(estimator, unlabelled(now)));
    expect(estimates.map(({ name }) => name)).toEqual([
      "accuracy",
      "macro-precision",
      "macro-recall",
      "macro-f1",
      "macro-roc-auc",
      "log-loss",
    ]);
    for (const { name, value } of estimates) {
      const found = truth.get(name)!;
      // A class's own probability does not hold all that the others say: the estimate is near, not exact.
      if (found.defined) expect(Math.abs(value - found.value), name).toBeLessThan(name === "log-loss" ? 0.04 : 0.02);
      else expect.fail(name);
    }
    const gaps = classifierGaps(estimator, stratify(estimator, columns(now)));
    expect(gaps.map(({ name }) => name)).toEqual(["accuracy", "class-rate-0", "class-rate-1", "class-rate-2"]);
  });
});

describe("estimated errors of a regression", () => {
  // Errors grow with the prediction.
  const draw = (rows: number, mean: number, bias = 0) => {
    const predicted = Array.from({ length: rows }, () => Math.max(1, mean + 10 * normal()));
    return { predicted, actual: predicted.map((value) => value - bias + 0.1 * value * normal()) };
  };
  const typed = ({ predicted, actual }: ReturnType<typeof draw>) => ({
    rows: predicted.length,
    predicted: Float64Array.from(predicted),
    actual: Float64Array.from(actual),
  });
  const estimator = learnRegression(typed(draw(20_000, 50)));

  it("by hand: one stratum, mean |e| of the reference", () => {
    const two = learnRegression({ rows: 2, predicted: Float64Array.of(1, 2), actual: Float64Array.of(0, 5) });
    const now = stratifyRegression(two, { rows: 1, predicted: Float64Array.of(9), actual: null });
    const values = new Map(estimateRegression(two, now).map(({ name, value }) => [name, value]));
    expect(Object.fromEntries(values)).toEqual({ mae: 2, mse: 5, rmse: Math.sqrt(5), bias: -1 });
  });

  it("follow predictions that moved, and hold what labels say in about 95 of 100 windows", () => {
    const held = new Map<string, number>();
    for (let window = 0; window < 120; window++) {
      const rows = draw(500, 58);
      const values = measureQuality(regressionState(rows.actual, rows.predicted));
      const truth = new Map(values.flatMap(({ name, measured }) => (measured.defined ? [[name, measured.value]] : [])));
      for (const { name, low, high } of estimateRegression(estimator, stratifyRegression(estimator, typed(rows)))) {
        if (low <= truth.get(name)! && truth.get(name)! <= high) held.set(name, (held.get(name) ?? 0) + 1);
      }
    }
    expect([...held.keys()].sort()).toEqual(["bias", "mae", "mse", "rmse"]);
    for (const [name, times] of held) expect(times / 120, name).toBeGreaterThan(0.87);
  });

  it("have a gap where the model now says too much, and none where only inputs moved", () => {
    const z = (bias: number) =>
      Object.fromEntries(
        regressionGaps(estimator, stratifyRegression(estimator, typed(draw(1_000, 55, bias)))).map((gap) => [
          gap.name,
          gap.z,
        ]),
      );
    expect(Math.abs(z(0)["bias"]!)).toBeLessThan(4);
    expect(z(2)["bias"]).toBeGreaterThan(6);
    expect(regressionGaps(estimator, stratifyRegression(estimator, { ...typed(draw(5, 50)), actual: null }))).toEqual(
      [],
    );
  });

  it("add up over rows", () => {
    const [a, b] = [typed(draw(100, 40)), typed(draw(50, 70))];
    const merged = mergeRegressionStrata(stratifyRegression(estimator, a), stratifyRegression(estimator, b));
    expect(merged.rows).toBe(150);
    expect(merged.counts.reduce((sum, count) => sum + count, 0)).toBe(150);
    expect(merged.losses!.mae.reduce((sum, { count }) => sum + count, 0)).toBe(150);
  });
});
