import { describe, expect, it } from "vitest";
import { compareModels, type PairedRows } from "../../../../src/core/quality/paired/compare-models.js";
import { normals, uniforms } from "../../drift/seeded-random.js";

const uniform = uniforms(31);
const normal = normals(32);

/** Two models whose scores blur the truth by their own noise. */
function draw(rows: number, noise: readonly [number, number]): PairedRows {
  const actual = new Float64Array(rows);
  const scores = [new Float64Array(rows), new Float64Array(rows)] as const;
  for (let row = 0; row < rows; row++) {
    const x = normal();
    actual[row] = uniform() < 1 / (1 + Math.exp(-2 * x)) ? 1 : 0;
    noise.forEach((sd, model) => {
      scores[model as 0 | 1][row] = 1 / (1 + Math.exp(-2 * (x + sd * normal())));
    });
  }
  const model = (own: Float64Array) => ({ predicted: own.map((score) => Number(score >= 0.5)), scores: own });
  return { task: "binary", width: 1, actual, champion: model(scores[0]), challenger: model(scores[1]) };
}

const of = (rows: PairedRows, omega = 1) => new Map(compareModels(rows, omega).map((each) => [each.name, each]));

describe("two models on the same labels", () => {
  it("by hand: five rows, the challenger right in one more", () => {
    const rows: PairedRows = {
      task: "binary",
      width: 1,
      actual: Float64Array.of(1, 1, 0, 0, 1),
      champion: { predicted: Float64Array.of(1, 0, 0, 1, 1), scores: null },
      challenger: { predicted: Float64Array.of(1, 1, 0, 1, 1), scores: null },
    };
    const { champion, challenger, difference, low, high, better } = of(rows).get("accuracy")!;
    expect([champion, challenger, better]).toEqual([expect.closeTo(0.6, 12), expect.closeTo(0.8, 12), "same"]);
    expect(difference).toBeCloseTo(0.2, 12);
    // Differences 0, 1, 0, 0, 0: mean 0.2, variance 0.8 / 4 = 0.2, of the mean 0.04.
    expect(low).toBeCloseTo(0.2 - 1.959963984540054 * 0.2, 12);
    expect(high).toBeCloseTo(0.2 + 1.959963984540054 * 0.2, 12);
    expect(of(rows).get("precision")).toMatchObject({ champion: 2 / 3, challenger: 3 / 4 });
    expect(of(rows).has("log-loss")).toBe(false);
  });

  it("of one and the same model differ in nothing, with no width", () => {
    const rows = draw(300, [0.5, 0.5]);
    for (const each of compareModels({ ...rows, challenger: rows.champion })) {
      expect(each).toMatchObject({ difference: 0, better: "same" });
      expect(Math.abs(each.high - each.low)).toBeLessThan(1e-9);
    }
  });

  it("have intervals that hold the true difference about 95 times in 100, in every metric", () => {
    const law = of(draw(150_000, [0.3, 0.8]));
    const held = new Map<string, number>();
    const samples = 250;
    for (let sample = 0; sample < samples; sample++) {
      for (const { name, low, high } of compareModels(draw(400, [0.3, 0.8]))) {
        const { difference } = law.get(name)!;
        if (low <= difference && difference <= high) held.set(name, (held.get(name) ?? 0) + 1);
      }
    }
    expect([...held.keys()].sort()).toEqual(
      ["accuracy", "balanced-accuracy", "brier", "f1", "log-loss", "mcc", "precision", "recall", "roc-auc"].sort(),
    );
    for (const [name, times] of held) expect(times / samples, name).toBeGreaterThan(0.9);
  });

  it("say which one is better once it is sure, and less surely where rows come in clusters", () => {
    const rows = draw(4_000, [0.2, 1.5]);
    for (const name of ["accuracy", "roc-auc", "log-loss", "brier"])
      expect(of(rows).get(name)!.better).toBe("champion");
    const turned = { ...rows, champion: rows.challenger, challenger: rows.champion };
    expect(of(turned).get("log-loss")!.better).toBe("challenger");
    expect(of(rows, 1_000).get("accuracy")!.better).toBe("same");
  });

  it("of regressions and of several classes are compared by their losses", () => {
    const actual = Float64Array.of(1, 2, 3, 4);
    const regression = compareModels({
      task: "regression",
      width: 0,
      actual,
      champion: { predicted: Float64Array.of(1.5, 2.5, 3.5, 4.5), scores: null },
      challenger: { predicted: Float64Array.of(2, 3, 4, 5), scores: null },
    });
    expect(regression[0]).toMatchObject({
      name: "mae",
      champion: 0.5,
      challenger: 1,
      difference: 0.5,
      better: "champion",
    });
    const classes = compareModels({
      task: "multiclass",
      width: 3,
      actual: Float64Array.of(0, 2),
      champion: { predicted: Float64Array.of(0, 1), scores: Float64Array.of(0.5, 0.3, 0.2, 0.1, 0.6, 0.3) },
      challenger: { predicted: Float64Array.of(0, 2), scores: Float64Array.of(0.5, 0.3, 0.2, 0.1, 0.3, 0.6) },
    });
    expect(classes.map(({ name }) => name)).toEqual(["accuracy", "log-loss"]);
    // Half of ln 0.6 - ln 0.3.
    expect(classes[1]!.difference).toBeCloseTo(-Math.log(2) / 2, 12);
  });

  it("of no rows, or of one class for the area, are left out", () => {
    const none = draw(0, [1, 1]);
    expect(compareModels(none)).toEqual([]);
    const rows = draw(50, [1, 1]);
    expect(of({ ...rows, actual: new Float64Array(50).fill(1) }).has("roc-auc")).toBe(false);
  });
});
