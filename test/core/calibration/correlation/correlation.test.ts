import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../../bench/alarms/random.js";
import {
  addRows,
  type CoMoments,
  correlationMatrix,
  emptyCoMoments,
  mergeCoMoments,
} from "../../../../src/core/calibration/correlation/co-moments.js";
import {
  correlationBasis,
  type CorrelationWindow,
  featurePairs,
  pairWindow,
  reconstructionWindow,
} from "../../../../src/core/calibration/correlation/correlation-statistics.js";
import { binNormalScores } from "../../../../src/core/calibration/correlation/normal-scores.js";
import { symmetricEigen } from "../../../../src/core/calibration/correlation/symmetric-eigen.js";
import { normalCdf } from "../../../../src/core/probability/normal-cdf.js";
import { calibrateStatistics } from "../../../../src/core/calibration/statistic/calibrate-statistics.js";
import { judgeStatistics } from "../../../../src/core/calibration/statistic/judge-statistics.js";

const FEATURES = 5;
const DECILES = binNormalScores(new Array<number>(10).fill(0.1));

/** Rows of five features with a common factor; `loading` of it in each feature makes their correlation loading^2. */
function hourOf(random: ReturnType<typeof seededRandom>, rows: number, loadings: readonly number[]): CoMoments {
  const drawn = Array.from({ length: rows }, () => {
    const factor = random.normal();
    return loadings.map((loading) => {
      const value = loading * factor + Math.sqrt(1 - loading * loading) * random.normal();
      return DECILES[Math.min(9, Math.floor(10 * normalCdf(value)))]!;
    });
  });
  return addRows(emptyCoMoments(loadings.length), drawn);
}

describe("bin scores", () => {
  it("have mean 0 and variance 1 under the reference", () => {
    const shares = [0.5, 0.2, 0.2, 0.1];
    const scores = binNormalScores(shares);
    expect(scores.reduce((sum, s, b) => sum + shares[b]! * s, 0)).toBeCloseTo(0, 12);
    expect(scores.reduce((sum, s, b) => sum + shares[b]! * s * s, 0)).toBeCloseTo(1, 12);
  });

  it("are 0 for a constant", () => {
    expect(binNormalScores([1])).toEqual([0]);
  });
});

describe("co-moments", () => {
  it("merge to what all rows give at once", () => {
    const rows = fc.array(fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 3, maxLength: 3 }), { maxLength: 20 });
    fc.assert(
      fc.property(rows, rows, (left, right) => {
        const empty = emptyCoMoments(3);
        expect(mergeCoMoments(addRows(empty, left), addRows(empty, right))).toEqual(
          addRows(empty, [...left, ...right]),
        );
      }),
    );
  });

  it("give Pearson's correlation, and 0 for a constant feature", () => {
    // By hand: x = 1, 2, 3 and y = 1, 3, 2 have covariance 1/3 and variances 2/3: correlation 1/2.
    const matrix = correlationMatrix(
      addRows(emptyCoMoments(3), [
        [1, 1, 5],
        [2, 3, 5],
        [3, 2, 5],
      ]),
    );
    expect(matrix[0]![1]).toBeCloseTo(0.5, 12);
    expect(matrix[0]![2]).toBe(0);
    expect(matrix[2]![2]).toBe(1);
  });
});

describe("eigenvectors", () => {
  it("rebuild the matrix, in descending order", () => {
    const matrix = [
      [4, 1, 0.5],
      [1, 3, -0.2],
      [0.5, -0.2, 1],
    ];
    const { values, vectors } = symmetricEigen(matrix);
    expect([...values].sort((a, b) => b - a)).toEqual(values);
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 3; j++) {
        const rebuilt = values.reduce((sum, value, k) => sum + value * vectors[k]![i]! * vectors[k]![j]!, 0);
        expect(rebuilt).toBeCloseTo(matrix[i]![j]!, 10);
      }
    }
  });

  it("of a diagonal matrix are its axes", () => {
    expect(
      symmetricEigen([
        [1, 0],
        [0, 2],
      ]),
    ).toEqual({
      values: [2, 1],
      vectors: [
        [0, 1],
        [1, 0],
      ],
    });
  });
});

describe("correlation drift with unchanged marginals", () => {
  const random = seededRandom(41);
  const NORMAL = [0.8, 0.8, 0.8, 0.8, 0.8];
  const reference: CorrelationWindow[] = Array.from({ length: 28 * 24 }, (_, hour) => ({
    hour,
    moments: hourOf(random, 200, NORMAL),
  }));
  const names = NORMAL.map((_, f) => `x${f}`);
  const basis = correlationBasis(names, reference);
  const options = { budget: 0.025, season: false, omegaFloor: 1, minimumEffect: 0.05, minimumRows: 30 };
  const pairs = calibrateStatistics(reference.map(pairWindow), options);
  const spread = calibrateStatistics(
    reference.map((window) => reconstructionWindow(basis, window)),
    { ...options, season: true, omegaFloor: 0, minimumEffect: 0.01 },
  );
  const day = (loadings: readonly number[]): CorrelationWindow[] =>
    Array.from({ length: 24 }, (_, i) => ({ hour: 28 * 24 + i, moments: hourOf(random, 200, loadings) }));

  it("keeps the components that explain 65 % of the variance", () => {
    // One factor of loading 0.8 explains 1 + 4 x 0.64 = 3.56 of 5, which is 71 %.
    expect(basis.components).toHaveLength(1);
    for (const weight of basis.components[0]!) expect(weight).toBeCloseTo(Math.sqrt(1 / FEATURES), 1);
  });

  it("learns that Fisher's z has variance 1/n and no wobble", () => {
    for (const omega of pairs.omega) expect(omega).toBeLessThan(1.2);
    for (const wobble of pairs.wobble) expect(wobble).toBeLessThan(5e-4);
    expect(pairs.level[0]).toBeCloseTo(Math.atanh(0.62), 1);
  });

  it("is quiet while nothing changes", () => {
    const quiet = day(NORMAL);
    expect(judgeStatistics(pairs, quiet.map(pairWindow)).filter(({ state }) => state !== "ok")).toEqual([]);
    const errors = quiet.map((window) => reconstructionWindow(basis, window));
    expect(judgeStatistics(spread, errors).filter(({ state }) => state !== "ok")).toEqual([]);
  });

  it("names the pairs of a feature that has come apart from the others", () => {
    const scores = judgeStatistics(pairs, day([0.2, 0.8, 0.8, 0.8, 0.8]).map(pairWindow));
    const found = scores.filter(({ state, lens }) => state === "drifting" && lens === "day");
    const named = found.map(({ index }) => featurePairs(FEATURES)[index]!);
    expect(named).toEqual([
      [0, 1],
      [0, 2],
      [0, 3],
      [0, 4],
    ]);
    expect(found.every(({ effect }) => effect < 0)).toBe(true);
  });

  it("shows in the reconstruction error when all correlations give a little", () => {
    const loosened = day([0.74, 0.74, 0.74, 0.74, 0.74]);
    const [error] = judgeStatistics(
      spread,
      loosened.map((window) => reconstructionWindow(basis, window)),
    ).filter(({ lens }) => lens === "day");
    expect(error).toMatchObject({ state: "drifting" });
    expect(error!.effect).toBeGreaterThan(0);
  });

  it("is insufficient on few rows", () => {
    const few = [{ hour: 700, moments: hourOf(random, 20, NORMAL) }].map(pairWindow);
    expect(new Set(judgeStatistics(pairs, few).map(({ state }) => state))).toEqual(new Set(["insufficient"]));
  });
});
